import { aSignedIn, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
beforeAll(aTree);

const call = (input: unknown, bearer?: string) => post('customers.signOutMember', input, bearer ? { bearer } : {});
const isIn = async (bearer: string) => (await post('customers.getMember', {}, { bearer })).status === 200;

test('ends this session at once and no other', async () => {
  const first = await aMember();
  const other = await aMember();
  expect(await isIn(first.bearer)).toBe(true);
  expect(await call({}, first.bearer)).toMatchObject({ status: 200, body: { signedOut: true } });
  expect(await isIn(first.bearer)).toBe(false);
  expect(await isIn(other.bearer)).toBe(true);
});

test('a second call: 401, as nobody is signed in any more', async () => {
  const { bearer } = await aMember();
  await call({}, bearer);
  expect(await call({}, bearer)).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test('nobody signed in: 401; staff: 403', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn();
  expect(await post('customers.signOutMember', {}, { token })).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([[{ sessionId: 'x' }, 'sessionId'], [{ id: { $ne: '' } }, 'id.$ne']])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, (await aMember()).bearer);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

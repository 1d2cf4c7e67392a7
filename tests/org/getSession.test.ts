import { Session } from '../../server/platform/session.ts';
import { redis } from '../../server/platform/redis.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();
beforeAll(aTree);

const call = (input: unknown, token?: string) => post('org.getSession', input, token ? { token } : {});
const signedOut = { status: 401, body: { code: 'platform.notSignedIn' } };

test('says who is signed in, and what they may do', async () => {
  const { staff, token } = await aSignedIn({ roles: ['supervisor'], name: '陈安琪' });
  const { status, body } = await call({}, token);
  expect(status).toBe(200);
  expect(body).toMatchObject({ userid: staff._id, name: '陈安琪', roles: ['supervisor'], departmentName: '外滩支行' });
  expect(body.can).toEqual(expect.arrayContaining(['org.listStaff', 'org.signOut']));
  expect(body.can).not.toContain('org.setRoles');
  expect(await call({}, token)).toMatchObject({ body });
});

test.each([['nobody', undefined], ['a made-up token', 'x'.repeat(43)], ['an operator as a token', '{"$ne":1}']])('%s: 401', async (_name, token) => {
  expect(await call({}, token)).toMatchObject(signedOut);
});

test('a session ends at its time', async () => {
  const { staff, token } = await aSignedIn();
  expect(await call({}, token)).toMatchObject({ status: 200 });
  await Session.updateOne({ subjectId: staff._id }, { expiresAt: new Date(systemTime().getTime() - 1) });
  await redis().flushdb();
  expect(await call({}, token)).toMatchObject(signedOut);
});

test.each(['left', 'disabled', 'inactive'] as const)('who is %s has no access from that moment', async (status) => {
  const { staff, token } = await aSignedIn();
  expect(await call({}, token)).toMatchObject({ status: 200 });
  await Staff.updateOne({ _id: staff._id }, { status });
  expect(await call({}, token)).toMatchObject(signedOut);
});

test('a role that was taken is gone with the next request', async () => {
  const { staff, token } = await aSignedIn({ roles: ['admin'], place: 'headquarters' });
  expect((await call({}, token)).body.can).toContain('org.startSync');
  await Staff.updateOne({ _id: staff._id }, { roles: ['manager'] });
  expect((await call({}, token)).body.can).not.toContain('org.startSync');
});

test.each([[{ userid: 'u_x' }, 'userid'], [{ $gt: '' }, '$gt']])('bad input %j names the field', async (input, path) => {
  const { token } = await aSignedIn();
  expect(await call(input, token)).toMatchObject({ status: 400, body: { code: 'platform.badInput', issues: [{ path }] } });
});

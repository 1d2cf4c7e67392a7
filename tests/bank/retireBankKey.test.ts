import { BankKey } from '../../server/bank/bankKey.model.ts';
import { anEvent, aBankKey, signedPost } from '../support/bankBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
let admin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});
beforeEach(async () => { await BankKey.deleteMany({}); });

const retire = (id: unknown, token?: string) => post('bank.retireBankKey', { id }, token ? { token } : {});
const inUse = () => BankKey.countDocuments({ state: 'active' });

test('the bank changes over: both keys sign, then the old one no more; a second call changes nothing', async () => {
  const [old, next] = [await aBankKey(), await aBankKey()];
  for (const key of [old, next]) expect((await signedPost(key, { events: [anEvent()] })).status).toBe(200);
  expect(await retire(old.id, admin.token)).toMatchObject({ status: 200, body: { id: old.id, state: 'retired', can: [] } });
  expect(await signedPost(old, { events: [anEvent()] })).toMatchObject({ status: 401, body: { code: 'bank.keyUnknown' } });
  expect((await signedPost(next, { events: [anEvent()] })).status).toBe(200);
  const before = await BankKey.find().sort({ _id: 1 }).lean();
  expect(await retire(old.id, admin.token)).toMatchObject({ status: 200, body: { state: 'retired' } });
  expect(await BankKey.find().sort({ _id: 1 }).lean()).toEqual(before);
});

test('the last one stays, also when two are retired at the same moment', async () => {
  for (let round = 0; round < 5; round += 1) {
    await BankKey.deleteMany({});
    const keys = [await aBankKey(), await aBankKey()];
    const answers = await Promise.all(keys.map(({ id }) => retire(id, admin.token)));
    expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
    expect(answers.find((each) => each.status === 409)?.body.code).toBe('bank.lastKey');
    expect(await inUse()).toBe(1);
  }
});

test('nobody: 401; a branch’s administrator, other roles and customers: 403; a sign-in of an hour ago: again; no such key: 404', async () => {
  const [{ id }] = [await aBankKey(), await aBankKey()];
  expect(await retire(id)).toMatchObject({ status: 401 });
  expect(await retire(id, (await aSignedIn({ place: 'east', roles: ['admin'] })).token)).toMatchObject({ status: 403 });
  for (const role of ['manager', 'supervisor', 'operator', 'compliance'] as const) {
    expect(await retire(id, (await aSignedIn({ place: 'headquarters', roles: [role] })).token)).toMatchObject({ status: 403 });
  }
  expect(await post('bank.retireBankKey', { id }, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
  expect(await retire(id, (await aSignedIn({ place: 'headquarters', roles: ['admin'], signedInMinutesAgo: 60 })).token)).toMatchObject({ status: 401, body: { code: 'platform.freshSignInNeeded' } });
  expect(await retire('nothing', admin.token)).toMatchObject({ status: 404, body: { code: 'bank.keyNotFound' } });
  expect(await inUse()).toBe(2);
});

test.each([[{}, 'id'], [{ id: '' }, 'id'], [{ id: { $ne: '' } }, 'id.$ne'], [{ id: 'x', all: true }, 'all']])('bad input %j names the field', async (input, path) => {
  const answer = await post('bank.retireBankKey', input, { token: admin.token });
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

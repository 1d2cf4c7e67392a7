import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { redis } from '../../server/platform/redis.ts';
import { openSession, readSession, Session, sessionId } from '../../server/platform/session.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let admin: SignedIn;
let eastAdmin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  eastAdmin = await aSignedIn({ place: 'east', roles: ['admin'] });
});

const call = (input: unknown, token?: string) => post('org.revokeSessions', input, token ? { token } : {});
const isIn = async (token: string) => (await post('org.getSession', {}, { token })).status === 200;

test("an administrator ends all sessions of a member of staff at once, and the audit log says so; again there is nothing to end", async () => {
  const { staff, token } = await aSignedIn();
  const other = await inTransaction((tx) => openSession('staff', staff._id, 12, 'phone', tx));
  expect([await isIn(token), await isIn(other.token)]).toEqual([true, true]);
  expect(await call({ userid: staff._id }, admin.token)).toMatchObject({ status: 200, body: { revokedCount: 2 } });
  expect([await isIn(token), await isIn(other.token)]).toEqual([false, false]);
  expect(await AuditLog.find({ subject: `staff:${staff._id}` }).lean()).toMatchObject([{ operation: 'org.revokeSessions', actorId: admin.staff._id, detail: { revokedCount: 2 } }]);
  expect(await call({ userid: staff._id }, admin.token)).toMatchObject({ status: 200, body: { revokedCount: 0 } });
});

test('anyone ends their own', async () => {
  const { staff, token } = await aSignedIn();
  expect(await call({ userid: staff._id }, token)).toMatchObject({ status: 200, body: { revokedCount: 1 } });
  expect(await isIn(token)).toBe(false);
});

test('a reader who was faster cannot bring an ended session back into the cache', async () => {
  const { staff, token } = await aSignedIn();
  const row = await Session.findOne({ subjectId: staff._id }).lean();
  await call({ userid: staff._id }, admin.token);
  expect(await redis().set(`guanhu:session:${sessionId(token)}`, JSON.stringify(row), 'EX', 60, 'NX')).toBeNull();
  expect(await readSession(token)).toBeUndefined();
});

test('nobody signed in: 401', async () => {
  expect(await call({ userid: 'u_x' })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test('a sign-in that is not of the last minutes is asked for again: 401', async () => {
  const { staff, token } = await aSignedIn({ signedInMinutesAgo: 11 });
  expect(await call({ userid: staff._id }, token)).toMatchObject({ status: 401, body: { code: 'platform.freshSignInNeeded' } });
  expect(await isIn(token)).toBe(true);
});

test.each(['manager', 'supervisor', 'operator', 'compliance'] as const)("a %s may not end another's: 403, whether there is one or not", async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  const other = await aSignedIn();
  for (const userid of [other.staff._id, 'u_nobody']) expect(await call({ userid }, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
  expect(await isIn(other.token)).toBe(true);
});

test("another branch's staff does not exist for a branch's administrator: 404", async () => {
  const { staff, token } = await aSignedIn({ place: 'tianhe' });
  expect(await call({ userid: staff._id }, eastAdmin.token)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
  expect(await isIn(token)).toBe(true);
});

test.each([
  [{}, 'userid'], [{ userid: { $ne: '' } }, 'userid.$ne'], [{ userid: 'u_x', kind: 'customer' }, 'kind'], [{ userid: 'a b' }, 'userid'],
])('bad input %j names the field', async (input, path) => {
  expect(await call(input, admin.token)).toMatchObject({ status: 400, body: { code: 'platform.badInput', issues: [{ path }] } });
});

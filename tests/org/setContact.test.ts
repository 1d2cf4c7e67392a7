import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { phoneIndex } from '../../server/platform/phone.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let admin: SignedIn;
let eastAdmin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  eastAdmin = await aSignedIn({ place: 'east', roles: ['admin'] });
});

const call = (input: unknown, token?: string) => post('org.setContact', input, token ? { token } : {});

test('number and mail are kept sealed and shown masked; the audit log says which were changed, not to what', async () => {
  const { _id: userid } = await aStaff();
  const answer = await call({ userid, phone: '13900001234', mail: 'amy.chen@bank.example' }, admin.token);
  expect(answer).toMatchObject({ status: 200, body: { userid, phone: '139****1234', mail: 'a***@bank.example' } });
  const row = await Staff.findById(userid).lean();
  expect(row).toMatchObject({ phoneIndex: phoneIndex('13900001234'), phoneMended: true, mailMended: true });
  const kept = JSON.stringify([row, await AuditLog.find({ subject: `staff:${userid}` }).lean()]);
  expect(kept).not.toMatch(/13900001234|amy\.chen/);
  expect(await AuditLog.find({ subject: `staff:${userid}` }).lean()).toMatchObject([{ operation: 'org.setContact', actorId: admin.staff._id, detail: { changed: ['phone', 'mail'] } }]);
});

test('one field alone leaves the other; null empties it for the next sync; the same call again gives the same answer', async () => {
  const { _id: userid } = await aStaff();
  await call({ userid, phone: '13900001235', mail: 'b@bank.example' }, admin.token);
  expect(await call({ userid, phone: '13900001236' }, admin.token)).toMatchObject({ status: 200, body: { phone: '139****1236', mail: 'b***@bank.example' } });
  const emptied = await call({ userid, phone: null }, admin.token);
  expect(emptied).toMatchObject({ status: 200, body: { phone: '', mail: 'b***@bank.example' } });
  expect(await Staff.findById(userid).lean()).toMatchObject({ sealedPhone: '', phoneIndex: null, phoneMended: false, mailMended: true });
  expect(await call({ userid, phone: null }, admin.token)).toMatchObject({ status: 200, body: emptied.body });
});

test('nobody signed in: 401', async () => {
  expect(await call({ userid: 'u_x', phone: '13900001234' })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each(['manager', 'supervisor', 'operator', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  expect(await call({ userid: 'u_x', phone: '13900001234' }, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test("another branch's staff does not exist for a branch's administrator: 404", async () => {
  const { _id: userid } = await aStaff({ place: 'tianhe' });
  expect(await call({ userid, phone: '13900001234' }, eastAdmin.token)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
  expect(await Staff.findById(userid).lean()).toMatchObject({ phoneIndex: null });
});

test.each([
  [{ userid: 'u_x' }, ''],
  [{ userid: 'u_x', phone: '' }, 'phone'],
  [{ userid: 'u_x', phone: '021-68880001' }, 'phone'],
  [{ userid: 'u_x', mail: 'amy' }, 'mail'],
  [{ userid: 'u_x', mail: 'amy@bank.example\r\nBcc: x@y.example' }, 'mail'],
  [{ userid: { $ne: '' }, phone: '13900001234' }, 'userid.$ne'],
  [{ userid: 'u_x', phone: '13900001234', roles: ['admin'] }, 'roles'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, admin.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Staff } from '../../server/org/staff.model.ts';
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

const call = (input: unknown, token?: string) => post('org.setEmployeeNo', input, token ? { token } : {});

test('an administrator mends the number by which the bank names a person, and the audit log says so', async () => {
  const staff = await aStaff();
  const answer = await call({ userid: staff._id, employeeNo: 'JH-0042' }, admin.token);
  expect(answer).toMatchObject({ status: 200, body: { userid: staff._id, employeeNo: 'JH-0042', departmentName: '外滩支行', departmentTrail: '江海银行 / 华东分行', can: ['org.revokeSessions', 'org.setRoles', 'org.setEmployeeNo', 'org.setContact'] } });
  expect(await Staff.findById(staff._id).lean()).toMatchObject({ employeeNo: 'JH-0042', employeeNoMended: true });
  expect(await AuditLog.find({ subject: `staff:${staff._id}` }).lean()).toMatchObject([{ operation: 'org.setEmployeeNo', actorId: admin.staff._id, detail: { employeeNo: 'JH-0042' } }]);
});

test('the same call again gives the same answer', async () => {
  const staff = await aStaff();
  const first = await call({ userid: staff._id, employeeNo: 'JH-0043' }, admin.token);
  const second = await call({ userid: staff._id, employeeNo: 'JH-0043' }, admin.token);
  expect(second).toMatchObject({ status: 200, body: first.body });
});

test('nobody signed in: 401', async () => {
  expect(await call({ userid: 'u_x', employeeNo: '1' })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each(['manager', 'supervisor', 'operator', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  expect(await call({ userid: 'u_x', employeeNo: '1' }, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test("another branch's staff does not exist for a branch's administrator: 404", async () => {
  const staff = await aStaff({ place: 'tianhe' });
  expect(await call({ userid: staff._id, employeeNo: 'JH-0099' }, eastAdmin.token)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
  expect(await Staff.findById(staff._id).lean()).toMatchObject({ employeeNo: staff.employeeNo });
});

test('a number that another person has is refused: 409', async () => {
  const [one, other] = [await aStaff(), await aStaff()];
  expect(await call({ userid: one._id, employeeNo: other.employeeNo }, admin.token)).toMatchObject({ status: 409, body: { code: 'org.employeeNoTaken' } });
});

test.each([
  [{ userid: 'u_x' }, 'employeeNo'],
  [{ userid: 'u_x', employeeNo: '工号' }, 'employeeNo'],
  [{ userid: { $ne: '' }, employeeNo: '1' }, 'userid.$ne'],
  [{ userid: 'u_x', employeeNo: '1', roles: ['admin'] }, 'roles'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, admin.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

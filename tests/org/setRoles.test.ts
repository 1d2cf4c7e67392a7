import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { emptyData, post, useServer } from '../support/harness.ts';

useServer();

let admin: SignedIn;
let eastAdmin: SignedIn;
beforeEach(async () => {
  await emptyData();
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  eastAdmin = await aSignedIn({ place: 'east', roles: ['admin'] });
});

const call = (input: unknown, token?: string) => post('org.setRoles', input, token ? { token } : {});
const rolesOf = async (userid: string) => (await Staff.findById(userid).lean())?.roles;

test('an administrator grants roles, which count at once, and the audit log says so', async () => {
  const { staff, token } = await aSignedIn({ roles: ['manager'] });
  expect(await post('org.startSync', {}, { token })).toMatchObject({ status: 403 });
  const answer = await call({ userid: staff._id, roles: ['admin', 'manager', 'admin'] }, admin.token);
  expect(answer).toMatchObject({ status: 200, body: { userid: staff._id, roles: ['manager', 'admin'], departmentName: '外滩支行', can: ['org.revokeSessions', 'org.setRoles', 'org.setEmployeeNo', 'org.setContact'] } });
  expect(await post('org.startSync', {}, { token })).toMatchObject({ status: 200 });
  expect(await AuditLog.find({ operation: 'org.setRoles' }).lean()).toMatchObject([{ subject: `staff:${staff._id}`, actorId: admin.staff._id, detail: { roles: ['manager', 'admin'] } }]);
});

test('the same call again gives the same answer; no roles are allowed too', async () => {
  const staff = await aStaff();
  const first = await call({ userid: staff._id, roles: [] }, admin.token);
  expect(first).toMatchObject({ status: 200, body: { roles: [] } });
  expect(await call({ userid: staff._id, roles: [] }, admin.token)).toMatchObject({ status: 200, body: first.body });
});

test('nobody signed in: 401', async () => {
  expect(await call({ userid: 'u_x', roles: [] })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test('a sign-in that is not of the last minutes is asked for again: 401', async () => {
  const { token } = await aSignedIn({ place: 'headquarters', roles: ['admin'], signedInMinutesAgo: 11 });
  const staff = await aStaff();
  expect(await call({ userid: staff._id, roles: [] }, token)).toMatchObject({ status: 401, body: { code: 'platform.freshSignInNeeded' } });
  expect(await rolesOf(staff._id)).toEqual(['manager']);
});

test.each(['manager', 'supervisor', 'operator', 'compliance'] as const)('a %s may not, not even their own: 403', async (role) => {
  const { staff, token } = await aSignedIn({ roles: [role] });
  expect(await call({ userid: staff._id, roles: ['admin'] }, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([
  ["another branch's", { place: 'tianhe' as const }],
  ["headquarters'", { place: 'headquarters' as const }],
  ['former', { place: 'bund' as const, status: 'left' as const }],
])("%s staff does not exist for a branch's administrator: 404", async (_name, given) => {
  const staff = await aStaff(given);
  expect(await call({ userid: staff._id, roles: [] }, eastAdmin.token)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
  expect(await rolesOf(staff._id)).toEqual(['manager']);
});

test("a branch's administrator cannot make one who sees another branch: 404", async () => {
  const staff = await aStaff();
  await Staff.updateOne({ _id: staff._id }, { departmentIds: [21, 1], departmentPaths: ['/1/2/21/', '/1/'] });
  expect(await call({ userid: staff._id, roles: ['admin'] }, eastAdmin.token)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
  expect(await call({ userid: staff._id, roles: ['admin'] }, admin.token)).toMatchObject({ status: 200 });
});

describe('the last administrator stays one', () => {
  beforeEach(() => Staff.updateOne({ _id: eastAdmin.staff._id }, { roles: ['manager'] }));

  test('refused: 409', async () => {
    expect(await call({ userid: admin.staff._id, roles: ['manager'] }, admin.token)).toMatchObject({ status: 409, body: { code: 'org.lastAdmin' } });
    expect(await rolesOf(admin.staff._id)).toEqual(['admin']);
    expect(await AuditLog.countDocuments({ operation: 'org.setRoles' })).toBe(0);
  });

  test.each(['left', 'disabled'] as const)('an administrator who is %s does not count', async (status) => {
    await aStaff({ roles: ['admin'], status });
    expect(await call({ userid: admin.staff._id, roles: [] }, admin.token)).toMatchObject({ status: 409 });
  });

  test('other roles of the last one may change', async () => {
    expect(await call({ userid: admin.staff._id, roles: ['admin', 'operator'] }, admin.token)).toMatchObject({ status: 200 });
  });
});

test('two administrators who remove each other at once: one stays', async () => {
  for (let round = 0; round < 5; round += 1) {
    await Staff.updateMany({ _id: { $in: [admin.staff._id, eastAdmin.staff._id] } }, { roles: ['admin'], departmentPath: '/1/', departmentPaths: ['/1/'] });
    const answers = await Promise.all([
      call({ userid: eastAdmin.staff._id, roles: [] }, admin.token),
      call({ userid: admin.staff._id, roles: [] }, eastAdmin.token),
    ]);
    expect(answers.map((answer) => answer.status)).toContain(200);
    expect(await Staff.countDocuments({ roles: 'admin' })).toBe(1);
  }
});

test.each([
  [{ userid: 'u_x' }, 'roles'], [{ userid: 'u_x', roles: ['root'] }, 'roles.0'], [{ userid: { $ne: '' }, roles: [] }, 'userid.$ne'],
  [{ userid: 'u_x', roles: { $ne: [] } }, 'roles.$ne'], [{ userid: 'u_x', roles: [], status: 'active' }, 'status'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, admin.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

import { Department } from '../../server/org/department.model.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let admin: SignedIn;
let eastAdmin: SignedIn;
let bundSupervisor: SignedIn;
let amy: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'], userid: 'u_admin', name: '安系统', canAddCustomers: false });
  eastAdmin = await aSignedIn({ place: 'east', roles: ['admin'], userid: 'u_east', name: '白东华', canAddCustomers: false });
  bundSupervisor = await aSignedIn({ place: 'bund', roles: ['supervisor', 'manager'], userid: 'u_sup', name: '蔡主任' });
  amy = await aSignedIn({ place: 'bund', userid: 'u_amy', name: '陈安琪' });
  await aStaff({ place: 'xuhui', userid: 'u_ben', name: '周本' });
  await aStaff({ place: 'tianhe', userid: 'u_tia', name: '安天河' });
  await aStaff({ place: 'bund', userid: 'u_gone', name: '陈离职', status: 'left', roles: [] });
});

const call = (input: unknown, token?: string) => post('org.listStaff', input, token ? { token } : {});
const userids = (body: { rows: { userid: string }[] }) => body.rows.map((row) => row.userid);

test('everyone in scope, by name as Chinese sorts it; who has left is not listed', async () => {
  const { status, body } = await call({}, admin.token);
  expect(status).toBe(200);
  expect(userids(body)).toEqual(['u_tia', 'u_admin', 'u_east', 'u_sup', 'u_amy', 'u_ben']); // ān tiān, ān xì, bái, cài, chén, zhōu
  expect(body.total).toBe(6);
  expect(body.rows[4]).toEqual({
    userid: 'u_amy', name: '陈安琪', employeeNo: amy.staff.employeeNo, position: '客户经理', departmentName: '外滩支行', departmentTrail: '江海银行 / 华东分行',
    roles: ['manager'], canAddCustomers: true, status: 'active', phone: '', mail: '', can: ['org.revokeSessions', 'org.setRoles', 'org.setEmployeeNo', 'org.setContact'],
  });
  expect((await call({}, admin.token)).body).toEqual(body);
});

test('each sees their own part: a branch its subtree, a manager themselves', async () => {
  expect(userids((await call({}, eastAdmin.token)).body)).toEqual(['u_east', 'u_sup', 'u_amy', 'u_ben']);
  expect(userids((await call({}, bundSupervisor.token)).body)).toEqual(['u_sup', 'u_amy']);
  expect((await call({}, amy.token)).body).toMatchObject({ rows: [{ userid: 'u_amy', can: ['org.revokeSessions'] }], total: 1 });
});

test('a supervisor may end own sessions only', async () => {
  expect((await call({}, bundSupervisor.token)).body.rows).toMatchObject([{ userid: 'u_sup', can: ['org.revokeSessions'] }, { userid: 'u_amy', can: [] }]);
});

test.each([
  ['a part of the name', { search: '安' }, ['u_tia', 'u_admin', 'u_amy']],
  ['a userid, whatever its case', { search: 'U_AMY' }, ['u_amy']],
  ['signs that mean something in an expression', { search: '.*' }, []],
  ['a department and all below it', { departmentId: 2 }, ['u_east', 'u_sup', 'u_amy', 'u_ben']],
  ['a role', { role: 'supervisor' }, ['u_sup']],
  ['the right to add customers', { canAddCustomers: false }, ['u_admin', 'u_east']],
  ['several together', { departmentId: 21, role: 'manager', canAddCustomers: true, search: '陈' }, ['u_amy']],
])('filter: %s', async (_name, input, expected) => {
  const { body } = await call(input, admin.token);
  expect(userids(body)).toEqual(expected);
  expect(body.total).toBe(expected.length);
});

test('a part of the employee number finds the person', async () => {
  expect(userids((await call({ search: amy.staff.employeeNo.slice(1) }, admin.token)).body)).toContain('u_amy');
});

test('pages follow each other without a gap', async () => {
  const pages = await Promise.all([1, 2, 3, 4].map((page) => call({ page, pageSize: 2 }, admin.token)));
  expect(pages.flatMap((each) => userids(each.body))).toEqual(['u_tia', 'u_admin', 'u_east', 'u_sup', 'u_amy', 'u_ben']);
  expect(pages.map((each) => each.body.total)).toEqual([6, 6, 6, 6]);
});

test('filters cannot widen what one sees', async () => {
  expect(await call({ departmentId: 31 }, eastAdmin.token)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
  expect(await call({ departmentId: 1 }, eastAdmin.token)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
  expect(await call({ departmentId: 22 }, amy.token)).toMatchObject({ status: 404 });
  expect(userids((await call({ departmentId: 21 }, amy.token)).body)).toEqual(['u_amy']);
  expect(userids((await call({ search: '安天河' }, eastAdmin.token)).body)).toEqual([]);
});

test('a department that is not there or is gone: 404', async () => {
  await Department.create({ _id: 99, name: '旧支行', parentId: 2, path: '/1/2/99/', kind: 'subBranch', order: 0, syncedAt: new Date('2026-01-01'), removedAt: new Date('2026-01-02') });
  for (const departmentId of [99, 12_345]) expect(await call({ departmentId }, admin.token)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
});

test('roles are offered only where all departments of a person are in scope', async () => {
  await Staff.updateOne({ _id: 'u_ben' }, { departmentIds: [22, 31], departmentPaths: ['/1/2/22/', '/1/3/31/'] });
  const { body } = await call({ search: 'u_ben' }, eastAdmin.token);
  expect(body.rows).toMatchObject([{ userid: 'u_ben', can: ['org.revokeSessions', 'org.setEmployeeNo', 'org.setContact'] }]);
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each([
  [{ search: { $regex: '.' } }, 'search.$regex'], [{ role: 'root' }, 'role'], [{ departmentId: '1' }, 'departmentId'], [{ pageSize: 101 }, 'pageSize'], [{ status: 'left' }, 'status'],
])('bad input %j names the field', async (input, path) => {
  expect(await call(input, admin.token)).toMatchObject({ status: 400, body: { code: 'platform.badInput', issues: [{ path }] } });
});

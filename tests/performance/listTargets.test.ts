import { Target } from '../../server/performance/target.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let admin: SignedIn;
let east: SignedIn;
let bund: SignedIn;
let amy: SignedIn;
const month = '2026-11';
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'], userid: 'u_admin', name: '安系统' });
  east = await aSignedIn({ place: 'east', roles: ['compliance'], userid: 'u_east', name: '白东华' });
  bund = await aSignedIn({ place: 'bund', roles: ['supervisor', 'manager'], userid: 'u_sup', name: '蔡主任' });
  amy = await aSignedIn({ place: 'bund', userid: 'u_amy', name: '陈安琪' });
  await aStaff({ place: 'xuhui', userid: 'u_ben', name: '周本' });
  await aStaff({ place: 'tianhe', userid: 'u_tia', name: '安天河' });
  await aStaff({ place: 'bund', userid: 'u_gone', name: '陈离职', status: 'left' });
  await Target.create([
    { _id: 'u_amy:2026-11', userid: 'u_amy', month, values: { added: 30, aumFen: 500_000_000 } },
    { _id: 'u_amy:2026-12', userid: 'u_amy', month: '2026-12', values: { added: 31 } },
    { _id: 'u_tia:2026-11', userid: 'u_tia', month, values: { opened: 4 } },
  ]);
});

const call = (input: object, token?: string) => post('performance.listTargets', { month, ...input }, token ? { token } : {});
const listed = (body: { rows: { userid: string; values: object }[] }) => body.rows.map(({ userid, values }) => [userid, values]);

test('managers in scope by name, those without a target too; who has left is not listed', async () => {
  const answer = await call({}, admin.token);
  expect(answer).toMatchObject({ status: 200, body: { total: 4, can: ['performance.setTargets'] } });
  expect(listed(answer.body)).toEqual([['u_tia', { opened: 4 }], ['u_sup', {}], ['u_amy', { added: 30, aumFen: 500_000_000 }], ['u_ben', {}]]);
  expect(answer.body.rows[2]).toEqual({ userid: 'u_amy', name: '陈安琪', departmentName: '外滩支行', month, values: { added: 30, aumFen: 500_000_000 }, can: ['performance.setTargets'] });
  expect((await call({}, admin.token)).body).toEqual(answer.body);
  expect(listed((await call({ month: '2026-12' }, admin.token)).body)).toContainEqual(['u_amy', { added: 31 }]);
});

test('each sees their own part; who may not set is offered nothing', async () => {
  expect((await call({}, east.token)).body).toMatchObject({ rows: [{ userid: 'u_sup', can: [] }, { userid: 'u_amy' }, { userid: 'u_ben' }], total: 3, can: [] });
  expect(listed((await call({}, bund.token)).body).map(([userid]) => userid)).toEqual(['u_sup', 'u_amy']);
  expect((await call({}, amy.token)).body).toMatchObject({ rows: [{ userid: 'u_amy', can: [] }], total: 1, can: [] });
});

test.each([
  ['a department and all below it', { departmentId: 2 }, ['u_sup', 'u_amy', 'u_ben']],
  ['a part of the name', { search: '安' }, ['u_tia', 'u_amy']],
  ['signs that mean something in an expression', { search: '.*' }, []],
  ['both', { departmentId: 3, search: 'U_' }, ['u_tia']],
  ['the second page', { page: 2, pageSize: 3 }, ['u_ben']],
])('filter: %s', async (_name, input, expected) => {
  expect(listed((await call(input, admin.token)).body).map(([userid]) => userid)).toEqual(expected);
});

test('another branch’s department: 404; its managers are not found', async () => {
  expect(await call({ departmentId: 31 }, east.token)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
  expect(await call({ departmentId: 22 }, amy.token)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
  expect((await call({ search: '安天河' }, east.token)).body).toMatchObject({ rows: [], total: 0 });
});

test('nobody signed in: 401; who has no role: 403', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn({ roles: [] });
  expect(await call({}, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([
  [{ month: '2026-1' }, 'month'], [{ month: { $gt: '' } }, 'month.$gt'], [{ search: { $regex: '.' } }, 'search.$regex'], [{ departmentId: '1' }, 'departmentId'], [{ pageSize: 101 }, 'pageSize'], [{ role: 'manager' }, 'role'],
])('bad input %j names the field', async (input, path) => {
  expect(await call(input, admin.token)).toMatchObject({ status: 400, body: { code: 'platform.badInput', issues: [{ path }] } });
});

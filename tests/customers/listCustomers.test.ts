import { Customer } from '../../server/customers/customer.model.ts';
import type { StaffRow } from '../../server/org/staff.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer, someTags } from '../support/customersBuilders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let head: SignedIn;
let eastHead: SignedIn;
let amy: SignedIn;
let ben: StaffRow;
let tian: StaffRow;
beforeAll(async () => {
  await aTree();
  await someTags();
  head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  eastHead = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  amy = await aSignedIn({ name: '陈安琪' });
  ben = await aStaff({ place: 'xuhui', name: '周本' });
  tian = await aStaff({ place: 'tianhe', name: '何天' });
  await aCustomer({ name: 'Lin 小雨', follows: [
    { staff: amy.staff, remark: '林女士-外滩', addedAt: '2026-11-20T02:00:00.000Z', tagIds: ['etGold', 'etGone'], phones: ['138 0000 0001'] },
    { staff: tian, remark: '天河老客户', addedAt: '2026-11-21T02:00:00.000Z', phones: ['13900000009'] },
  ] });
  await aCustomer({ name: '王建国', follows: [{ staff: ben, addedAt: '2026-11-19T16:00:00.000Z', state: 'lostByCustomer', removedAt: '2026-11-21T02:00:00.000Z' }] });
  await aCustomer({ name: '张三(.*)', follows: [{ staff: tian, addedAt: '2026-11-19T15:59:59.000Z' }] });
});

const call = (input: unknown, token?: string) => post('customers.listCustomers', input, token ? { token } : {});
const names = async (input: unknown, token: string) => (await call(input, token)).body.rows.map((row: { name: string }) => row.name);

test('a manager sees their own customers with their own relation only', async () => {
  const { status, body } = await call({}, amy.token);
  expect(status).toBe(200);
  expect(body).toEqual({ total: 1, rows: [{
    id: expect.any(String), name: 'Lin 小雨', avatar: '', phoneMasked: '138****0001', gender: 'female', lastAddedAt: '2026-11-20T02:00:00.000Z',
    follows: [{
      userid: amy.staff._id, staffName: '陈安琪', departmentName: '外滩支行', remark: '林女士-外滩', state: 'active', addWay: 'qrCode',
      addedAt: '2026-11-20T02:00:00.000Z', tags: [{ id: 'etGold', name: '金卡' }],
    }],
    can: ['customers.getCustomer'],
  }] });
});

test('headquarters sees all, last added first; a branch its subtree and nothing of the other branch', async () => {
  expect(await names({}, head.token)).toEqual(['Lin 小雨', '王建国', '张三(.*)']);
  const east = await call({}, eastHead.token);
  expect(east.body.total).toBe(2);
  expect(east.body.rows.map((row: { name: string }) => row.name)).toEqual(['Lin 小雨', '王建国']);
  expect(JSON.stringify(east.body)).not.toMatch(/天河|何天|139/);
});

test.each([
  [{ search: '小雨' }, ['Lin 小雨']],
  [{ search: 'lIN' }, ['Lin 小雨']],
  [{ search: '王' }, ['王建国']],
  [{ search: '女士' }, ['Lin 小雨']],
  [{ search: '天河' }, []],
  [{ search: '雨小' }, []],
  [{ search: '138 0000 0001' }, ['Lin 小雨']],
  [{ search: '13900000009' }, []],
  [{ search: '1380000' }, []],
  [{ tagId: 'etGold' }, ['Lin 小雨']],
  [{ tagId: 'etFunds' }, []],
  [{ state: 'lostByCustomer' }, ['王建国']],
  [{ departmentId: 21 }, ['Lin 小雨']],
  [{ departmentId: 2 }, ['Lin 小雨', '王建国']],
  [{ departmentId: 31 }, []],
  [{ departmentId: 99 }, []],
  [{ addedFrom: '2026-11-20' }, ['Lin 小雨', '王建国']],
  [{ addedTo: '2026-11-19' }, []],
  [{ addedFrom: '2026-11-20', addedTo: '2026-11-20', tagId: 'etGold' }, ['Lin 小雨']],
  [{ page: 2, pageSize: 1 }, ['王建国']],
] as const)('a branch filters by %j', async (input, expected) => {
  expect(await names(input, eastHead.token)).toEqual(expected);
});

test('signs of an expression are letters to the search; a day begins in Shanghai', async () => {
  expect(await names({ search: '(.*)' }, head.token)).toEqual(['张三(.*)']);
  expect(await names({ search: '.*' }, head.token)).toEqual(['张三(.*)']);
  expect(await names({ addedTo: '2026-11-19' }, head.token)).toEqual(['张三(.*)']);
});

test('one member of staff', async () => {
  expect(await names({ userid: tian._id }, head.token)).toEqual(['Lin 小雨', '张三(.*)']);
  expect(await names({ userid: tian._id }, amy.token)).toEqual([]);
});

test('a verified phone finds the customer, and stands before the number that a manager noted', async () => {
  const customer = await aCustomer({ name: '赵敏', phone: '13500000009', follows: [{ staff: tian, phones: ['13900000008'] }] });
  for (const search of ['13500000009', '13900000008']) {
    expect((await call({ search }, head.token)).body.rows).toMatchObject([{ id: customer._id, phoneMasked: '135****0009' }]);
    expect(await names({ search }, eastHead.token)).toEqual([]);
  }
  await Customer.deleteOne({ _id: customer._id });
});

test('mobiles are stored sealed', async () => {
  expect(JSON.stringify(await Customer.find().lean())).not.toMatch(/1380{3}|1390{3}/);
});

test('nobody signed in: 401; no role: 403', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn({ roles: [] });
  expect(await call({}, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([
  [{ search: { $regex: '.' } }, 'search.$regex'],
  [{ state: 'gone' }, 'state'],
  [{ tagId: { $ne: '' } }, 'tagId.$ne'],
  [{ addedFrom: '20.11.2026' }, 'addedFrom'],
  [{ pageSize: 101 }, 'pageSize'],
  [{ departmentPath: '/1/' }, 'departmentPath'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, head.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

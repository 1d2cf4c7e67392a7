import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { CorpTag } from '../../server/customers/corpTag.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { importStaffPage } from '../../server/customers/importStaffPage.job.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { work } from '../../server/platform/worker.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { emptyData, post, useServer, workOff } from '../support/harness.ts';
import { useWecomStub } from '../support/wecomStub.ts';

useServer();
const wecom = useWecomStub();

let operator: SignedIn;
beforeEach(async () => {
  await emptyData();
  await aTree();
  operator = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  await aStaff({ userid: 'u_amy', place: 'bund' });
  await aStaff({ userid: 'u_tian', place: 'tianhe' });
  wecom.refuses.clear();
  wecom.followUsers = ['u_amy', 'u_tian', 'u_new'];
  wecom.tagGroups = [{ id: 'etLevel', name: '客户等级', order: 2, tags: [{ id: 'etGold', name: '金卡', order: 1 }] }];
  wecom.contacts = new Map([
    ['wm1', { name: '小雨', gender: 2, relations: [
      { userid: 'u_amy', remark: '林女士', createtime: 1_790_000_000, tagIds: ['etGold'], mobiles: ['13800000001'], addWay: 1, state: 'ch_demo' },
      { userid: 'u_tian', createtime: 1_790_000_500, addWay: 4 },
    ] }],
    ['wm2', { name: '王建国', gender: 1, relations: [{ userid: 'u_amy', createtime: 1_790_000_100, addWay: 3 }] }],
    ['wm3', { name: '张三', relations: [{ userid: 'u_amy', createtime: 1_790_000_200, state: 'ch_demo' }] }],
  ]);
});

const call = (input: unknown, token?: string) => post('customers.startImport', input, token ? { token } : {});
const customersNow = () => Customer.find({}, { 'follows.readAt': 0, profileAt: 0 }).sort({ externalUserid: 1 }).lean();

test('contacts, relations, tags and remarks come in, and the progress ends', async () => {
  const { status, body } = await call({}, operator.token);
  expect(status).toBe(200);
  await workOff();
  expect(await Progress.findById(body.progressId).lean()).toMatchObject({ kind: 'customers.import', state: 'done', doneCount: 4, totalCount: 4, startedBy: operator.staff._id });
  expect(await Customer.findOne({ externalUserid: 'wm1' }).lean()).toMatchObject({
    name: '小雨', gender: 2, type: 1, lastAddedAt: new Date(1_790_000_500_000),
    follows: [
      { userid: 'u_amy', departmentPath: '/1/2/21/', remark: '林女士', state: 'active', addWay: 1, channelState: 'ch_demo', tagIds: ['etGold'], addedAt: new Date(1_790_000_000_000), removedAt: null },
      { userid: 'u_tian', departmentPath: '/1/3/31/', remark: '', addWay: 4, channelState: null, addedAt: new Date(1_790_000_500_000) },
    ],
  });
  expect(await Customer.countDocuments()).toBe(3);
  expect(await CorpTag.find().lean()).toMatchObject([{ _id: 'etGold', name: '金卡', groupId: 'etLevel', groupName: '客户等级', groupOrder: 2 }]);
  expect(await AuditLog.find({ operation: 'customers.startImport' }).lean()).toMatchObject([{ subject: `progress:${body.progressId}`, actorId: operator.staff._id }]);
});

test('every new add is told once, at its own time, by a contact way or without one', async () => {
  await call({}, operator.token);
  await workOff();
  const facts = await EventLog.find({ name: 'customers.contactImported' }).sort({ at: 1 }).lean();
  expect(facts).toMatchObject([
    { _id: 'customers.contactImported:wm1:u_amy:1790000000', at: new Date(1_790_000_000_000), payload: { externalUserid: 'wm1', userid: 'u_amy', channelState: 'ch_demo', addedAt: '2026-09-21T14:13:20.000Z', lost: false } },
    { _id: 'customers.contactImported:wm2:u_amy:1790000100', payload: { channelState: null } },
    { _id: 'customers.contactImported:wm3:u_amy:1790000200', payload: { channelState: 'ch_demo' } },
    { _id: 'customers.contactImported:wm1:u_tian:1790000500', payload: { userid: 'u_tian', channelState: null } },
  ]);
});

test('a second import changes nothing, a removed tag goes', async () => {
  await call({}, operator.token);
  await workOff();
  const [before, facts] = [await customersNow(), await EventLog.countDocuments()];
  wecom.tagGroups = [{ id: 'etLevel', name: '客户等级', order: 2, tags: [{ id: 'etPlatinum', name: '白金', order: 1 }] }];
  await call({}, operator.token);
  await workOff();
  expect(await customersNow()).toEqual(before);
  expect(await EventLog.countDocuments()).toBe(facts);
  expect((await CorpTag.find().lean()).map((tag) => tag._id)).toEqual(['etPlatinum']);
});

test('a second tap while it runs gives the same progress and owes nothing more', async () => {
  const first = await call({}, operator.token);
  const owed = await Owed.countDocuments();
  const second = await call({}, operator.token);
  expect(second.body).toEqual(first.body);
  expect(await Owed.countDocuments()).toBe(owed);
});

test('cut off between two pages, it goes on where it was', async () => {
  const { body } = await call({}, operator.token);
  const rows = () => Owed.find({ state: 'waiting' }, { job: 1 }).lean();
  for (const row of await rows()) await work({ job: row.job, ids: [row._id] });
  const [page] = await Owed.find({ job: importStaffPage.name, 'payload.userid': 'u_amy' }).lean();
  await work({ job: importStaffPage.name, ids: [page?._id ?? ''] });
  expect(await Progress.findById(body.progressId).lean()).toMatchObject({ state: 'running', totalCount: 4 });
  wecom.asked.length = 0;
  await workOff();
  expect(await Progress.findById(body.progressId).lean()).toMatchObject({ state: 'done', doneCount: 4 });
  expect(await Customer.countDocuments()).toBe(3);
  expect(wecom.asked.filter((path) => path === 'get_by_user')).toHaveLength(3);
});

test('nobody may serve customers: the import ends at once', async () => {
  wecom.followUsers = [];
  const { body } = await call({}, operator.token);
  await workOff();
  expect(await Progress.findById(body.progressId).lean()).toMatchObject({ state: 'done', doneCount: 1, totalCount: 1 });
});

test('a refusal for good ends the import with its reason', async () => {
  wecom.refuses.set('get_follow_user_list', 48_002);
  const { body } = await call({}, operator.token);
  await workOff();
  expect(await Progress.findById(body.progressId).lean()).toMatchObject({ state: 'failed', reason: expect.stringContaining('48002') });
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each(['manager', 'supervisor', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ place: 'headquarters', roles: [role] });
  expect(await call({}, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test("a branch's operator may not read the whole bank's customers: 403", async () => {
  const { token } = await aSignedIn({ place: 'east', roles: ['operator'] });
  expect(await call({}, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
  expect(await Progress.countDocuments()).toBe(0);
});

test.each([[{ userid: 'u_amy' }, 'userid'], [{ filter: { $where: '1' } }, 'filter.$where']])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, operator.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

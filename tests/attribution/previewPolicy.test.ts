import { BindingDecision } from '../../server/attribution/bindingDecision.model.ts';
import { Holding } from '../../server/attribution/holding.model.ts';
import { PolicyPreview } from '../../server/attribution/policyPreview.model.ts';
import type { StaffRow } from '../../server/org/staff.model.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { work } from '../../server/platform/worker.ts';
import { firstRules, joined, touched } from '../support/attributionBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer, aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, post, useServer, workOff } from '../support/harness.ts';

useServer();
let operator: SignedIn;
let amy: StaffRow;
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T02:00:00Z');
  await aTree();
  operator = await aSignedIn({ roles: ['operator'], place: 'headquarters' });
  amy = await aStaff({ userid: 'amy', name: '陈安琪', place: 'bund' });
  await aStaff({ userid: 'ben', name: '周本', place: 'xuhui' });
});
const rules = { ...firstRules, mode: 'lastTouch' as const };
const start = (input: unknown, who?: SignedIn) => post('attribution.previewPolicy', input, who ? { token: who.token } : {});
const result = (progressId: string) => post('attribution.getPolicyPreview', { progressId }, { token: operator.token });
const recent = (n: number) => new Date(Date.UTC(2026, 10, n));

test('whose manager would differ; nothing is changed', async () => {
  const [differing, agreeing] = [await aCustomer({ name: '张伟', follows: [{ staff: amy }] }), await aMiniCustomer()];
  const old = await aMiniCustomer();
  for (const [{ _id: customerId }, managerUserid, at] of [
    [differing, 'amy', recent(1)], [differing, 'ben', recent(2)], [agreeing, 'amy', recent(1)],
    // 91 days ago: those touches keep the rules of their time.
    [old, 'amy', new Date('2026-08-22T00:00:00Z')], [old, 'ben', new Date('2026-08-23T00:00:00Z')],
  ] as const) await touched({ customerId, managerUserid, at });
  const before = await BindingDecision.find().sort({ _id: 1 }).lean();
  const { status, body } = await start({ rules }, operator);
  expect(status).toBe(200);
  expect((await result(body.progressId)).body).toMatchObject({ state: 'running', customers: 0 });
  await workOff();
  expect((await result(body.progressId)).body).toEqual({
    state: 'done', customers: 3,
    differing: {
      total: 1,
      rows: [{
        customerId: differing._id, customerName: '张伟', reason: '按末次触达规则，改归周本',
        now: { userid: 'amy', name: '陈安琪', departmentName: '外滩支行' }, then: { userid: 'ben', name: '周本', departmentName: '徐汇支行' },
      }],
    },
  });
  expect(await BindingDecision.find().sort({ _id: 1 }).lean()).toEqual(before);
  expect((await post('system.getProgress', { progressId: body.progressId }, { token: operator.token })).body).toMatchObject({ state: 'done', doneCount: 3, totalCount: 3 });
});

test('page by page; a page that is done again does nothing, and who came meanwhile is counted', async () => {
  const ids = Array.from({ length: 450 }, (_, n) => `p${String(n).padStart(3, '0')}`);
  await Holding.insertMany(ids.map((_id) => ({ _id, mergedInto: null, holder: null, confirmed: null, locked: false, revision: 1 })));
  const { body } = await start({ rules }, operator);
  const first = `attribution.replayPage:${body.progressId}:0`;
  await work({ job: 'attribution.replayPage', ids: [first] });
  await work({ job: 'attribution.replayPage', ids: [first] });
  expect((await result(body.progressId)).body).toMatchObject({ state: 'running', customers: 200 });
  await Holding.insertMany(Array.from({ length: 200 }, (_, n) => ({ _id: `q${String(n).padStart(3, '0')}`, mergedInto: null, holder: null, confirmed: null, locked: false, revision: 1 })));
  await workOff();
  expect((await result(body.progressId)).body).toMatchObject({ state: 'done', customers: 650 });
  expect((await post('system.getProgress', { progressId: body.progressId }, { token: operator.token })).body).toMatchObject({ doneCount: 450, totalCount: 450 });
});

test('merged records are one person', async () => {
  const [one, two] = [await aMiniCustomer(), await aMiniCustomer()];
  await touched({ customerId: one._id, managerUserid: 'amy', at: recent(1) });
  await joined(one._id, two._id);
  await touched({ customerId: two._id, managerUserid: 'ben', at: recent(2) });
  const { body } = await start({ rules }, operator);
  await workOff();
  expect((await result(body.progressId)).body).toMatchObject({ customers: 1, differing: { total: 1, rows: [{ customerId: one._id, then: { userid: 'ben' } }] } });
});

test('with nobody to replay it is done at once', async () => {
  const { body } = await start({ rules }, operator);
  await workOff();
  expect((await result(body.progressId)).body).toMatchObject({ state: 'done', customers: 0, differing: { total: 0 } });
});

test('asked again while it runs it is the same; other rules, and other people, have their own', async () => {
  const first = await start({ rules }, operator);
  expect((await start({ rules }, operator)).body).toEqual(first.body);
  const other = await start({ rules: { ...rules, windowDays: 30 } }, operator);
  const colleague = await start({ rules }, await aSignedIn({ roles: ['admin'], place: 'headquarters' }));
  expect(new Set([first, other, colleague].map((each) => each.body.progressId)).size).toBe(3);
  expect([await PolicyPreview.countDocuments(), await Owed.countDocuments({ job: 'attribution.replayPage' })]).toEqual([3, 3]);
});

test('nobody: 401; other roles, and a branch: 403; bad rules: 400', async () => {
  expect(await start({ rules })).toMatchObject({ status: 401 });
  expect(await start({ rules }, await aSignedIn({ roles: ['supervisor'], place: 'headquarters' }))).toMatchObject({ status: 403 });
  expect(await start({ rules }, await aSignedIn({ roles: ['operator'], place: 'east' }))).toMatchObject({ status: 403 });
  expect(await start({ rules: { ...rules, mode: { $ne: '' } } }, operator)).toMatchObject({ status: 400 });
  expect(await start({ rules, days: 9 }, operator)).toMatchObject({ status: 400 });
});

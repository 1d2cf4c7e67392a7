import { BindingDecision } from '../../server/attribution/bindingDecision.model.ts';
import { Holding } from '../../server/attribution/holding.model.ts';
import { holderAt, holderOf } from '../../server/attribution/holder.ts';
import { recordTouch, recordTouches } from '../../server/attribution/recordTouch.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { ContactWay } from '../../server/channels/contactWay.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { aTouch, standing, touched } from '../support/attributionBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, useServer } from '../support/harness.ts';

useServer();
const day = (n: number): Date => new Date(Date.UTC(2026, 10, n, 4));
let customerId: string;

beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T02:00:00Z');
  await aTree();
  await aStaff({ userid: 'amy', name: '陈安琪', place: 'bund' });
  await aStaff({ userid: 'ben', name: '周本', place: 'xuhui' });
  customerId = (await aMiniCustomer())._id;
});

const factsOf = async (id: string) => (await Customer.findById(id).lean())?.facts;
const told = () => EventLog.find({ name: 'attribution.holderChanged' }).sort({ recordedAt: 1, _id: 1 }).lean();
const changes = async () => (await told()).map((row) => row.payload);

test('the touch is stored with its decision, the facts, a fact to tell and ways to reach the manager', async () => {
  const outcome = await touched({ key: 'a1', customerId, managerUserid: 'amy', at: day(10), campaignId: 'cmp1', inviteId: 'inv1', words: '渠道码「海报」' });
  expect(outcome).toEqual({ reason: 'firstBinding', words: '之前没有管户，归属陈安琪', bound: true, holderUserid: 'amy' });
  expect(await Touch.findById('a1').lean()).toMatchObject({ customerId, kind: 'add', managerUserid: 'amy', at: day(10), recordedAt: new Date('2026-11-22T02:00:00Z'), campaignId: 'cmp1', inviteId: 'inv1', via: null, words: '渠道码「海报」', flags: [] });
  expect(await BindingDecision.find().lean()).toMatchObject([{ _id: 'a1#1', touchId: 'a1', customerId, at: day(10), reason: 'firstBinding', before: null, after: 'amy', locked: false, policyVersion: 1, supersededAt: null }]);
  expect(await factsOf(customerId)).toEqual({ holder: { userid: 'amy', departmentPath: '/1/2/21/', since: day(10) }, confirmedHolder: null });
  expect(await changes()).toEqual([{ customerId, before: null, after: 'amy', touchId: 'a1' }]);
  expect((await ContactWay.find({ 'owner.kind': 'manager' }).sort({ scene: 1 }).lean()).map(({ owner, scene, userids }) => [owner.id, scene, userids])).toEqual([['amy', 1, ['amy']], ['amy', 2, ['amy']]]);
});

test('a second call gives the stored decision, and nothing is stored twice', async () => {
  const touch = aTouch({ customerId, managerUserid: 'amy' });
  const first = await inTransaction((tx) => recordTouch(touch, tx));
  await touched({ customerId, managerUserid: 'ben', kind: 'confirm', at: day(12) });
  expect(await inTransaction((tx) => recordTouch({ ...touch, managerUserid: 'ben' }, tx))).toMatchObject({ reason: first.reason, holderUserid: 'amy' });
  expect(await Touch.countDocuments()).toBe(2);
  expect(await BindingDecision.countDocuments()).toBe(2);
});

test('a late touch re-decides what follows; what was decided stays, and says by what it was superseded', async () => {
  await touched({ key: 'late2', customerId, managerUserid: 'amy', at: day(10) });
  await touched({ key: 'late3', customerId, managerUserid: 'amy', at: day(11) });
  freezeClock('2026-11-22T03:00:00Z');
  await touched({ key: 'late1', customerId, managerUserid: 'ben', at: day(9) });
  expect(await standing(customerId)).toEqual(['late1 firstBinding ben', 'late2 firstTouchKeeps ben', 'late3 firstTouchKeeps ben']);
  const old = await BindingDecision.find({ supersededAt: { $ne: null } }).sort({ _id: 1 }).lean();
  expect(old.map(({ _id, reason, after, supersededBy }) => [_id, reason, after, supersededBy])).toEqual([['late2#1', 'firstBinding', 'amy', 'touch:late1'], ['late3#1', 'sameManager', 'amy', 'touch:late1']]);
  expect(await changes()).toEqual([{ customerId, before: null, after: 'amy', touchId: 'late2' }, { customerId, before: 'amy', after: 'ben', touchId: 'late1' }]);
  expect((await told()).map((row) => row.at)).toEqual([day(10), new Date('2026-11-22T03:00:00Z')]);
  expect(await factsOf(customerId)).toMatchObject({ holder: { userid: 'ben', since: day(9), departmentPath: '/1/2/22/' } });
});

test('who held when: late facts ask for the time when they happened', async () => {
  await touched({ customerId, managerUserid: 'amy', at: day(5) });
  await touched({ customerId, managerUserid: 'ben', kind: 'confirm', at: day(10) });
  await touched({ customerId, managerUserid: 'ben', kind: 'release', at: day(15) });
  const held = async (at: Date) => (await holderAt(customerId, at))?.userid ?? null;
  expect(await Promise.all([held(day(4)), held(day(5)), held(day(9)), held(day(10)), held(day(15)), held(day(20))])).toEqual([null, 'amy', 'amy', 'ben', null, null]);
  expect(await holderOf(customerId)).toBeNull();
  expect(await holderAt(customerId, day(11))).toMatchObject({ since: day(10), locked: true });
});

test('the bank’s confirmation is a fact of its own, and stays while the customer is handed over', async () => {
  await touched({ customerId, managerUserid: 'amy', kind: 'confirm', at: day(5) });
  await touched({ customerId, managerUserid: 'ben', kind: 'handover', at: day(6) });
  expect(await factsOf(customerId)).toMatchObject({ holder: { userid: 'ben', since: day(6) }, confirmedHolder: { userid: 'amy', since: day(5) } });
  expect(await holderOf(customerId)).toMatchObject({ userid: 'ben', locked: true });
  await touched({ customerId, managerUserid: 'amy', kind: 'release', at: day(7) });
  expect(await factsOf(customerId)).toEqual({ holder: null, confirmedHolder: null });
});

test('two different touches of one person at once: the same as one after the other', async () => {
  const managers = ['amy', 'ben', 'amy', 'ben', 'amy', 'ben', 'amy', 'ben'];
  await Promise.all(managers.map((managerUserid, n) => touched({ key: `race${n}`, customerId, managerUserid, at: day(10 + n) })));
  expect(await standing(customerId)).toEqual(['race0 firstBinding amy', ...managers.slice(1).map((each, n) => `race${n + 1} ${each === 'amy' ? 'sameManager' : 'firstTouchKeeps'} amy`)]);
  expect((await Holding.findById(customerId).lean())?.revision).toBe(8);
});

test('one touch told by many at once is one touch', async () => {
  const touch = aTouch({ customerId, managerUserid: 'amy' });
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => inTransaction((tx) => recordTouch(touch, tx))));
  expect(new Set(outcomes.map((each) => JSON.stringify(each))).size).toBe(1);
  expect([await Touch.countDocuments(), await BindingDecision.countDocuments(), (await changes()).length]).toEqual([1, 1, 1]);
});

test('what breaks off before the commit leaves nothing', async () => {
  const broken = inTransaction(async (tx) => {
    await recordTouch(aTouch({ customerId, managerUserid: 'amy' }), tx);
    throw new Error('killed');
  });
  await expect(broken).rejects.toThrow('killed');
  const left = [Touch.countDocuments(), BindingDecision.countDocuments(), Holding.countDocuments(), EventLog.countDocuments(), Owed.countDocuments(), ContactWay.countDocuments()];
  expect(await Promise.all(left)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(await factsOf(customerId)).toEqual({ holder: null, confirmedHolder: null });
});

test('a crowd in one transaction is decided as one by one', async () => {
  const other = (await aMiniCustomer())._id;
  const crowd = [
    aTouch({ key: 'c3', customerId, managerUserid: 'ben', at: day(12) }), aTouch({ key: 'c1', customerId, managerUserid: 'amy', at: day(10) }),
    aTouch({ key: 'c2', customerId: other, managerUserid: 'ben', at: day(11) }), aTouch({ key: 'c1', customerId, managerUserid: 'amy', at: day(10) }),
  ];
  const outcomes = await inTransaction((tx) => recordTouches(crowd, tx));
  expect(outcomes.map(({ reason, bound }) => [reason, bound])).toEqual([['firstTouchKeeps', false], ['firstBinding', true], ['firstBinding', true], ['firstBinding', true]]);
  expect(await standing(customerId)).toEqual(['c1 firstBinding amy', 'c3 firstTouchKeeps amy']);
  expect(await standing(other)).toEqual(['c2 firstBinding ben']);
});

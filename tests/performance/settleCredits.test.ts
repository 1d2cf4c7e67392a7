import { recordTouches } from '../../server/attribution/recordTouch.ts';
import { BankEvent } from '../../server/bank/bankEvent.model.ts';
import { merged, phoneVerified, unmerged } from '../../server/customers/events.ts';
import { staffMoved } from '../../server/org/events.ts';
import { recordPlaces } from '../../server/org/staffPlaces.ts';
import { Credit } from '../../server/performance/credit.model.ts';
import { CreditTurn } from '../../server/performance/creditTurn.model.ts';
import { placeNewcomers } from '../../server/performance/placeNewcomers.job.ts';
import { settleCredits } from '../../server/performance/settleCredits.ts';
import { verifyCredits } from '../../server/performance/verifyCredits.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { publish } from '../../server/platform/event.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { aTouch, joined, parted, touched } from '../support/attributionBuilders.ts';
import { aStaff, aTree, tree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, useServer, workOff } from '../support/harness.ts';
import { aBankEvent, applied, aReversal, entriesOf } from '../support/performanceBuilders.ts';

useServer();
let customerId: string;
const day = (dayOfMonth: number) => new Date(Date.UTC(2026, 10, dayOfMonth, 4));
const held = (managerUserid: string, at: Date, more = {}) => touched({ customerId, managerUserid, at, ...more });
const settle = (...eventIds: string[]) => inTransaction((tx) => settleCredits(eventIds.map((eventId) => ({ eventId, cause: 'test' })), new Date(), tx));
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T02:00:00Z');
  await aTree();
  await aStaff({ userid: 'amy', canAddCustomers: false });
  await aStaff({ userid: 'ben', place: 'xuhui', canAddCustomers: false });
  customerId = (await aMiniCustomer())._id;
});
afterEach(async () => expect((await verifyCredits()).difference).toBeNull());

test('a purchase is credited to who held the customer then, where they worked, by the way they came; told once', async () => {
  await held('amy', day(1), { campaignId: 'cmp1', inviteId: 'inv1' });
  await workOff();
  await applied(aBankEvent({ id: 'e1', customerId }));
  await workOff();
  const entry = {
    _id: 'e1#1', eventId: 'e1', kind: 'productPurchased', customerId, managerUserid: 'amy', departmentPath: tree.bund, campaignId: 'cmp1', channel: 'invite',
    count: 1, amountFen: 10_000, at: day(10), bookedAt: new Date('2026-11-22T02:00:00Z'), reason: 'credited', cause: 'e1',
  };
  expect(await Credit.find().lean()).toEqual([entry]);
  const { _id: creditId, kind, managerUserid, departmentPath, campaignId, channel, count, amountFen } = entry;
  expect(await EventLog.find({ name: 'performance.credited' }).lean()).toMatchObject([{ _id: 'performance.credited:e1#1', at: day(10), subject: {}, payload: { creditId, kind, managerUserid, departmentPath, campaignId, channel, count, amountFen } }]);
  await settle('e1');
  await settle('e1', 'e1', 'nobody knows this');
  expect(await Credit.countDocuments()).toBe(1);
});

test('nobody held the customer: it counts for nobody, at headquarters', async () => {
  await applied(aBankEvent({ id: 'e1', customerId }));
  await workOff();
  expect(await Credit.find().lean()).toMatchObject([{ managerUserid: null, departmentPath: '/1/', campaignId: null, channel: 'direct', count: 1, amountFen: 10_000 }]);
});

test('a reversal takes back, its reversal brings back, each of a day later; all count on the day of the event', async () => {
  await held('amy', day(1));
  await workOff();
  const event = aBankEvent({ id: 'e1', customerId });
  const [r1, r2, r3] = [aReversal('r1', event), aReversal('r2', event), aReversal('r3', { _id: 'r1', customerId })];
  await applied(event);
  await workOff();
  await applied(r1);
  await workOff();
  expect(await entriesOf('e1')).toEqual(['credited amy 1 10000', 'reversed amy -1 -10000']);
  await applied(r2);
  await applied(r3);
  await workOff();
  expect(await entriesOf('e1')).toEqual(['credited amy 1 10000', 'reversed amy -1 -10000']); // r2 still stands
  await applied(aReversal('r4', { _id: 'r2', customerId }));
  await workOff();
  expect(await entriesOf('e1')).toEqual(['credited amy 1 10000', 'reversed amy -1 -10000', 'restored amy 1 10000']);
  expect((await Credit.find().lean()).map((row) => [row.at, row.cause])).toEqual([[day(10), 'e1'], [day(10), 'r1'], [day(10), 'r4']]);
});

test('reversed before it was ever booked: nothing is booked', async () => {
  const event = aBankEvent({ id: 'e1', customerId });
  await applied(event, aReversal('r1', event));
  await workOff();
  expect(await entriesOf('e1')).toEqual([]);
});

test('what waits counts for nothing, and does not reverse', async () => {
  const event = aBankEvent({ id: 'e1', customerId });
  await applied(event);
  await BankEvent.insertMany([aBankEvent({ id: 'e2', customerId, state: 'waiting', appliedAt: null }), aReversal('r1', event, { state: 'waiting', appliedAt: null })]);
  await workOff();
  await settle('e1', 'e2');
  expect(await entriesOf('e1')).toEqual(['credited - 1 10000']);
  expect(await entriesOf('e2')).toEqual([]);
});

test('a touch that is told late changes whom the events after it count for, and only those', async () => {
  await applied(aBankEvent({ id: 'before', customerId, occurredAt: day(2) }), aBankEvent({ id: 'after', customerId, occurredAt: day(5) }));
  await workOff();
  await held('ben', day(4));
  await workOff();
  expect(await entriesOf('before')).toEqual(['credited - 1 10000']);
  expect(await entriesOf('after')).toEqual(['credited - 1 10000', 'holderChanged - -1 -10000', 'holderChanged ben 1 10000']);
  await held('amy', day(1));
  await workOff();
  expect(await entriesOf('before')).toEqual(['credited - 1 10000', 'holderChanged - -1 -10000', 'holderChanged amy 1 10000']);
  expect((await entriesOf('after')).slice(3)).toEqual(['holderChanged ben -1 -10000', 'holderChanged amy 1 10000']);
  expect((await Credit.findById('after#4').lean())?.cause).toMatch(/^intervals:attribution\.intervalsChanged:/);
});

test('the bank’s confirmation and release are touches and count themselves: for whom it names, else for who held just before', async () => {
  await held('amy', day(1), { campaignId: 'cmp1', inviteId: 'inv1' });
  await applied(
    aBankEvent({ id: 'c1', type: 'managerConfirmed', customerId, managerUserid: 'amy', occurredAt: day(3) }),
    aBankEvent({ id: 'c2', type: 'managerConfirmed', customerId, managerUserid: 'ben', occurredAt: day(5) }),
    aBankEvent({ id: 'x1', type: 'managerReleased', customerId, occurredAt: day(7) }),
    aBankEvent({ id: 'x2', type: 'managerReleased', customerId, managerUserid: 'amy', occurredAt: day(8) }),
    aBankEvent({ id: 'o1', type: 'accountOpened', customerId, occurredAt: day(6) }),
    aBankEvent({ id: 'o2', type: 'accountOpened', customerId, occurredAt: day(9) }),
  );
  await workOff();
  const sums = await Credit.aggregate<{ _id: unknown; count: number }>([{ $group: { _id: ['$eventId', '$managerUserid', '$campaignId', '$departmentPath'], count: { $sum: '$count' } } }, { $match: { count: { $ne: 0 } } }, { $sort: { _id: 1 } }]);
  expect(sums.map(({ _id, count }) => [_id, count])).toEqual([
    [['c1', 'amy', 'cmp1', tree.bund], 1], [['c2', 'ben', null, tree.xuhui], 1], [['o1', 'ben', null, tree.xuhui], 1], [['o2', null, null, '/1/'], 1],
    [['x1', 'ben', null, tree.xuhui], 1], [['x2', 'amy', null, tree.bund], 1],
  ]);
});

describe('one person under two records', () => {
  let other: string;
  const tell = (kind: 'merged' | 'unmerged') => inTransaction((tx) => (kind === 'merged'
    ? publish(merged, { key: 'm1', payload: { mergeId: 'm1', survivorId: customerId, absorbedId: other, reason: 'unionid' } }, tx)
    : publish(unmerged, { key: 'm1', payload: { mergeId: 'm1', survivorId: customerId, restoredId: other } }, tx)));
  const verify = (id: string, at: Date, isFirst = true) => inTransaction((tx) => publish(phoneVerified, { key: `${id}:${at.getTime()}`, payload: { customerId: id, isFirst }, at }, tx));
  beforeEach(async () => {
    other = (await aMiniCustomer())._id;
    await touched({ customerId: other, managerUserid: 'ben', at: day(2) });
    await held('amy', day(3));
    await applied(aBankEvent({ id: 'own', customerId }), aBankEvent({ id: 'others', customerId: other }));
    await verify(customerId, day(6));
    await verify(other, day(5));
    await verify(other, day(8), false);
    await workOff();
  });

  test('joined, all of it counts for who held the person; parted, for who held each', async () => {
    expect([await entriesOf('own'), await entriesOf('others')]).toEqual([['credited amy 1 10000'], ['credited ben 1 10000']]);
    await joined(customerId, other);
    await tell('merged');
    await workOff();
    expect(await entriesOf('own')).toEqual(['credited amy 1 10000', 'holderChanged amy -1 -10000', 'holderChanged ben 1 10000']);
    expect(await entriesOf('others')).toEqual(['credited ben 1 10000']);
    await parted(customerId, other);
    await tell('unmerged');
    await workOff();
    expect((await entriesOf('own')).slice(3)).toEqual(['holderChanged ben -1 -10000', 'holderChanged amy 1 10000']);
  });

  test('each first verified phone counts once; of one person the first', async () => {
    expect([await entriesOf(`register:${customerId}`), await entriesOf(`register:${other}`)]).toEqual([['credited amy 1 0'], ['credited ben 1 0']]);
    await joined(customerId, other);
    await tell('merged');
    await workOff();
    expect([await entriesOf(`register:${customerId}`), await entriesOf(`register:${other}`)]).toEqual([['credited amy 1 0', 'joined amy -1 0'], ['credited ben 1 0']]);
    await parted(customerId, other);
    await tell('unmerged');
    await workOff();
    expect(await entriesOf(`register:${customerId}`)).toEqual(['credited amy 1 0', 'joined amy -1 0', 'joined amy 1 0']);
  });
});

test('a move counts from its day on; what was booked between is put right', async () => {
  await inTransaction((tx) => recordPlaces([{ userid: 'amy', departmentPath: tree.bund, since: day(1) }], tx));
  await held('amy', day(1));
  await applied(aBankEvent({ id: 'before', customerId, occurredAt: day(9) }), aBankEvent({ id: 'since', customerId, occurredAt: day(10) }));
  await workOff();
  await inTransaction(async (tx) => {
    await recordPlaces([{ userid: 'amy', departmentPath: tree.xuhui, since: day(10) }], tx);
    await publish(staffMoved, { key: 'move1', payload: { userid: 'amy', fromPath: tree.bund, toPath: tree.xuhui } }, tx);
  });
  await workOff();
  expect(await entriesOf('before')).toEqual(['credited amy 1 10000']);
  expect((await Credit.find({ eventId: 'since' }).sort({ _id: 1 }).lean()).map(({ reason, departmentPath, count }) => [reason, departmentPath, count])).toEqual([['credited', tree.bund, 1], ['moved', tree.bund, -1], ['moved', tree.xuhui, 1]]);
});

test('somebody who was credited before the corp was read counts where they work once it is', async () => {
  const placed = () => inTransaction((tx) => placeNewcomers.runMany([{}], { now: new Date(), tx, prepared: undefined }));
  await held('zoe', day(1));
  await workOff();
  await applied(aBankEvent({ id: 'early', customerId, occurredAt: day(9) }), aBankEvent({ id: 'late', customerId, occurredAt: day(18) }));
  await workOff();
  await placed();
  expect([await entriesOf('early'), await entriesOf('late')]).toEqual([['credited zoe 1 10000'], ['credited zoe 1 10000']]);
  await aStaff({ userid: 'zoe', place: 'xuhui', canAddCustomers: false });
  await inTransaction((tx) => recordPlaces([{ userid: 'zoe', departmentPath: tree.xuhui, since: day(15) }, { userid: 'zoe', departmentPath: tree.headquarters, since: day(17) }], tx));
  await placed();
  await placed();
  expect((await Credit.find({ eventId: 'early' }).sort({ _id: 1 }).lean()).map(({ reason, departmentPath, count, cause }) => [reason, departmentPath, count, cause])).toEqual([
    ['credited', '/1/', 1, 'early'], ['moved', '/1/', -1, 'place:zoe'], ['moved', tree.xuhui, 1, 'place:zoe'],
  ]);
  expect(await entriesOf('late')).toEqual(['credited zoe 1 10000']);
});

test('a history of 1,200 events is settled in pages', async () => {
  await applied(...Array.from({ length: 1_200 }, (_, index) => aBankEvent({ id: `e${index}`, customerId })));
  await workOff();
  await held('amy', day(1));
  await workOff();
  expect(await Owed.countDocuments({ job: 'performance.settlePage', state: 'done' })).toBe(3);
  expect(await Credit.aggregate([{ $match: { managerUserid: 'amy' } }, { $group: { _id: null, amountFen: { $sum: '$amountFen' }, count: { $sum: '$count' } } }])).toEqual([{ _id: null, amountFen: 12_000_000, count: 1_200 }]);
});

test('a settling that began before a reversal came does not end after it', async () => {
  const event = aBankEvent({ id: 'e1', customerId });
  await applied(event);
  await Owed.updateMany({}, { state: 'done' });
  let tries = 0;
  await inTransaction(async (tx) => {
    tries += 1;
    await BankEvent.findById('e1').session(tx).lean(); // from here on it sees the database as it is now
    if (tries === 1) {
      await BankEvent.insertMany([aReversal('r1', event)]);
      await settle('e1'); // reversed and never booked: nothing to book
    }
    await settleCredits([{ eventId: 'e1', cause: 'e1' }], new Date(), tx);
  });
  expect(tries).toBe(2);
  expect(await entriesOf('e1')).toEqual([]);
  expect(await CreditTurn.find().lean()).toEqual([{ _id: 'e1', turn: 2 }]);
});

test('32 at once book it once', async () => {
  await applied(aBankEvent({ id: 'e1', customerId }), aBankEvent({ id: 'e2', customerId }));
  await Promise.all(Array.from({ length: 32 }, (_, index) => (index % 2 ? settle('e1', 'e2') : inTransaction((tx) => recordTouches([aTouch({ customerId, managerUserid: index % 4 ? 'amy' : 'ben', at: day(1 + (index % 8)) })], tx)))).map((each) => each.catch(() => undefined)));
  await workOff();
  const sums = await Credit.aggregate<{ count: number }>([{ $group: { _id: ['$eventId', '$managerUserid'], count: { $sum: '$count' } } }, { $match: { count: { $ne: 0 } } }]);
  expect(sums.map(({ count }) => count)).toEqual([1, 1]);
});

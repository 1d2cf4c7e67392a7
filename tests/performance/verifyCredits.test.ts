import type { Model } from 'mongoose';
import { BindingDecision } from '../../server/attribution/bindingDecision.model.ts';
import { BankEvent } from '../../server/bank/bankEvent.model.ts';
import { phoneVerified } from '../../server/customers/events.ts';
import { Credit, type CreditRow } from '../../server/performance/credit.model.ts';
import { verifyCredits } from '../../server/performance/verifyCredits.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { publish } from '../../server/platform/event.ts';
import { nativeOf } from '../../server/platform/model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { touched } from '../support/attributionBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { freezeClock, useServer, workOff } from '../support/harness.ts';
import { aBankEvent, applied, aReversal } from '../support/performanceBuilders.ts';

useServer();
let customerId: string;
let registrant: string;
const kept = new Map<Model<any>, object[]>(); // rows as they are stored
beforeAll(async () => {
  freezeClock('2026-11-22T02:00:00Z');
  await aTree();
  for (const userid of ['amy', 'ben']) await aStaff({ userid, canAddCustomers: false });
  customerId = (await aMiniCustomer())._id;
  registrant = (await aMiniCustomer())._id;
  await touched({ customerId, managerUserid: 'amy', at: new Date('2026-11-01T04:00:00Z') });
  await workOff();
  const reversed = aBankEvent({ id: 'reversed', customerId });
  await applied(aBankEvent({ id: 'kept', customerId }), reversed);
  await workOff();
  await applied(aReversal('r1', reversed));
  await inTransaction((tx) => publish(phoneVerified, { key: 'v1', payload: { customerId: registrant, isFirst: true }, at: new Date('2026-11-05T04:00:00Z') }, tx));
  await workOff();
  const models: Model<any>[] = [Credit, BankEvent, BindingDecision, EventLog];
  for (const each of models) kept.set(each, await each.find().lean());
});
/** What was planted is gone again. */
afterEach(async () => {
  for (const [each, rows] of kept) {
    await each.deleteMany({});
    await nativeOf(each).insertMany(rows);
  }
});

const amys = (count: number, amountFen: number) => `amy ${count} 次 ${amountFen} 分（/1/2/21/，无活动，direct）`;
const entry = async (id: string): Promise<CreditRow> => {
  const row = await Credit.findById(id).lean<CreditRow>();
  if (!row) throw new Error(id);
  return row;
};

test('what was booked is what every event counts for', async () => {
  expect(await verifyCredits()).toEqual({ words: '3 个事件的 4 条入账', difference: null });
});

test.each([
  ['an entry that is gone', () => Credit.deleteOne({ _id: 'kept#1' }), () => `事件 kept 应计 ${amys(1, 10_000)}，入账合计 零`],
  ['another amount', () => Credit.updateOne({ _id: 'kept#1' }, { amountFen: 10_001 }), () => `事件 kept 应计 ${amys(1, 10_000)}，入账合计 ${amys(1, 10_001)}`],
  ['another count', () => Credit.updateOne({ _id: 'kept#1' }, { count: 2 }), () => `事件 kept 应计 ${amys(1, 10_000)}，入账合计 ${amys(2, 10_000)}`],
  ['another manager', () => Credit.updateOne({ _id: 'kept#1' }, { managerUserid: 'ben' }), () => `事件 kept 应计 ${amys(1, 10_000)}，入账合计 ${amys(1, 10_000).replace('amy', 'ben')}`],
  ['another place', () => Credit.updateOne({ _id: 'kept#1' }, { departmentPath: '/1/2/22/' }), () => `事件 kept 应计 ${amys(1, 10_000)}，入账合计 ${amys(1, 10_000).replace('/21/', '/22/')}`],
  ['another campaign', () => Credit.updateOne({ _id: 'kept#1' }, { campaignId: 'c1' }), () => `事件 kept 应计 ${amys(1, 10_000)}，入账合计 ${amys(1, 10_000).replace('无活动', 'c1')}`],
  ['an entry that is there twice', async () => Credit.create({ ...await entry('kept#1'), _id: 'kept#2' }), () => `事件 kept 应计 ${amys(1, 10_000)}，入账合计 ${amys(2, 20_000)}`],
  ['a reversal that was not booked', () => Credit.deleteOne({ _id: 'reversed#2' }), () => `事件 reversed 应计 零，入账合计 ${amys(1, 10_000)}`],
  ['a reversal that is gone itself', () => BankEvent.deleteOne({ _id: 'r1' }), () => `事件 reversed 应计 ${amys(1, 10_000)}，入账合计 零`],
  ['an entry of an event that nobody knows', async () => Credit.create({ ...await entry('kept#1'), _id: 'ghost#1', eventId: 'ghost' }), () => '入账 ghost#1 的事件 ghost 不存在或没有生效'],
  ['one of a customer of whom nothing else is there', async () => Credit.create({ ...await entry('kept#1'), _id: 'ghost#1', eventId: 'ghost', customerId: 'nobody' }), () => '入账 ghost#1 的事件 ghost 不存在或没有生效'],
  ['an event that is gone', () => BankEvent.deleteOne({ _id: 'kept' }), () => '入账 kept#1 的事件 kept 不存在或没有生效'],
  ['an event that says another amount', () => BankEvent.updateOne({ _id: 'kept' }, { amountFen: 9 }), () => `事件 kept 应计 ${amys(1, 9)}，入账合计 ${amys(1, 10_000)}`],
  ['another day', () => Credit.updateOne({ _id: 'kept#1' }, { at: new Date('2026-11-11T04:00:00Z') }), () => '事件 kept 的入账 kept#1 与事件的类型、客户或时间不一致'],
  ['another figure', () => Credit.updateOne({ _id: 'kept#1' }, { kind: 'aumChanged' }), () => '事件 kept 的入账 kept#1 与事件的类型、客户或时间不一致'],
  ['another customer', () => Credit.updateOne({ _id: 'kept#1' }, { customerId: 'aaa' }), () => '事件 kept 的入账 kept#1 与事件的类型、客户或时间不一致'],
  ['a holder who is another one', () => BindingDecision.updateMany({}, { after: 'ben' }), () => `事件 kept 应计 ${amys(1, 10_000).replace('amy', 'ben')}，入账合计 ${amys(1, 10_000)}`],
  ['a registration that was not booked', () => Credit.deleteOne({ eventId: /^register/ }), () => `事件 register:${registrant} 应计 无管户 1 次 0 分（/1/，无活动，direct），入账合计 零`],
  ['a registration that never was', () => EventLog.deleteOne({ name: phoneVerified.name }), () => `入账 register:${registrant}#1 的事件 register:${registrant} 不存在或没有生效`],
])('finds %s', async (_, plant, words) => {
  await plant();
  expect((await verifyCredits()).difference).toBe(words());
});

test('what waits for a customer counts for nothing and is no difference', async () => {
  await BankEvent.create(aBankEvent({ id: 'waits', state: 'waiting', reason: 'unknownCustomer' }));
  expect((await verifyCredits()).difference).toBeNull();
});

test('of many customers, some of whom have thousands, each is looked at once', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => `c${String(index).padStart(2, '0')}`);
  const rows = ids.flatMap((id, index) => Array.from({ length: index === 7 ? 4_500 : 60 }, (_, n) => aBankEvent({ id: `${id}-${n}`, customerId: id })));
  await BankEvent.insertMany(rows);
  const booked = rows.map(({ _id: eventId, customerId: id, occurredAt: at }) => ({ _id: `${eventId}#1`, eventId, kind: 'productPurchased', customerId: id, managerUserid: null, departmentPath: '/1/', campaignId: null, channel: 'direct', count: 1, amountFen: 10_000, at, bookedAt: at, reason: 'credited', cause: eventId }));
  await Credit.insertMany(booked);
  expect(await verifyCredits()).toEqual({ words: `${rows.length + 3} 个事件的 ${rows.length + 4} 条入账`, difference: null });
  await Credit.deleteOne({ _id: 'c31-59#1' });
  expect((await verifyCredits()).difference).toBe('事件 c31-59 应计 无管户 1 次 10000 分（/1/，无活动，direct），入账合计 零');
});

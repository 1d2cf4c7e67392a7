import { applyWaiting, lookAgainAt } from '../../server/bank/applyWaiting.job.ts';
import { BankEvent } from '../../server/bank/bankEvent.model.ts';
import { lookAgain } from '../../server/bank/lookAgain.job.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { mergePeople } from '../../server/customers/mergePeople.ts';
import { recordVerifiedPhone } from '../../server/customers/recordVerifiedPhone.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { now } from '../../server/platform/clock.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { owe } from '../../server/platform/owed.ts';
import { work } from '../../server/platform/worker.ts';
import { anEvent, aBankKey, signedPost, statesOf, type AKey } from '../support/bankBuilders.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, post, useServer, workOff } from '../support/harness.ts';

useServer();
let key: AKey;
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T06:00:00.000Z');
  await aTree();
  key = await aBankKey();
});

const ingest = (...events: unknown[]) => signedPost(key, { events });
const about = (eventId: string, bankCustomerNo: string, phone?: string, more = {}) => anEvent({ eventId, bankCustomerNo, ...(phone ? { phone } : {}), ...more });
const verified = (customerId: string, phone: string) => inTransaction((tx) => recordVerifiedPhone({ customerId, phone, key: `${customerId}:${phone}:${now().getTime()}`, at: now() }, tx));
const numberOf = async (id: string) => (await Customer.findById(id).lean())?.bankCustomerNo;
const [one, two] = ['13800000001', '13800000002'];
/** The recurring look, as the scheduler owes it. */
async function secondLook(at: string): Promise<void> {
  freezeClock(at);
  await inTransaction((tx) => owe(lookAgain, [{ key: at, payload: {} }], tx));
  await workOff();
}

test('what waits for a phone counts when it is verified, with earlier events of the number that brought none', async () => {
  const person = await aMiniCustomer();
  await ingest(about('a', 'B1'), about('b', 'B1', one), about('c', 'B2', two));
  await verified(person._id, one);
  await workOff();
  expect(await statesOf()).toEqual([`a applied ${person._id}`, `b applied ${person._id}`, 'c unknownCustomer -']);
  expect(await numberOf(person._id)).toBe('B1');
});

test('a number known to be somebody’s takes later events without a phone, and those with a phone that is theirs no more', async () => {
  const person = await aMiniCustomer({ phone: one });
  await ingest(about('a', 'B1', one));
  expect((await ingest(about('b', 'B1'), about('c', 'B1', two))).body.applied).toBe(2);
  await verified((await aMiniCustomer())._id, one);
  expect((await ingest(about('d', 'B1', one))).body.applied).toBe(1);
  expect(await statesOf('d')).toEqual([`d applied ${person._id}`]);
});

test('events of a number wait without a phone, and count when another event brings one', async () => {
  const person = await aMiniCustomer({ phone: one });
  await ingest(about('a', 'B1'));
  await ingest(about('b', 'B1', one));
  await workOff();
  expect(await statesOf()).toEqual([`a applied ${person._id}`, `b applied ${person._id}`]);
});

test('a phone that two numbers share joins neither, whichever comes first', async () => {
  const person = await aMiniCustomer();
  await ingest(about('a', 'B1', one));
  await ingest(about('b', 'B2', one));
  await verified(person._id, one);
  await workOff();
  expect(await statesOf()).toEqual(['a phoneShared -', 'b phoneShared -']);
  expect(await numberOf(person._id)).toBeNull();
});

test('a customer has one bank number: events of another with the same phone wait', async () => {
  const person = await aMiniCustomer({ phone: one });
  await ingest(about('a', 'B1', one));
  await ingest(about('b', 'B2', one));
  expect(await statesOf()).toEqual([`a applied ${person._id}`, 'b numberConflict -']);
  const next = await aMiniCustomer();
  await verified(person._id, two);
  await verified(next._id, one);
  await workOff();
  expect(await statesOf('b')).toEqual(['b phoneShared -']); // B1 had this phone too
});

test('two people, one known by a phone alone, of whom the bank tells one number: one person', async () => {
  const alone = await aMiniCustomer({ openids: [], phone: one, createdAt: '2026-01-01T00:00:00.000Z' });
  const member = await aMiniCustomer({ phone: two });
  await ingest(about('a', 'B1', one));
  await ingest(about('b', 'B1', two));
  expect(await Customer.findById(alone._id).lean()).toMatchObject({ bankCustomerNo: 'B1', mergedIds: [member._id] });
  expect(await EventLog.findOne({ name: 'customers.merged' }).lean()).toMatchObject({ payload: { reason: 'bankCustomerNo' } });
  expect(await statesOf()).toEqual([`a applied ${alone._id}`, `b applied ${alone._id}`]);
});

test('two people known to WeChat of whom the bank tells one number stay two: the number is whose it was', async () => {
  const [first, second] = [await aMiniCustomer({ phone: one }), await aMiniCustomer({ phone: two })];
  await ingest(about('a', 'B1', one));
  await ingest(about('b', 'B1', two));
  expect(await statesOf()).toEqual([`a applied ${first._id}`, `b applied ${first._id}`]);
  expect(await numberOf(second._id)).toBeNull();
});

test('what waits for a manager counts some minutes after the employee number is known', async () => {
  const person = await aMiniCustomer({ phone: one });
  await ingest(about('a', 'B1', one, { type: 'managerConfirmed', managerEmployeeNo: 'E-new' }));
  expect(await statesOf()).toEqual(['a unknownManager -']);
  await secondLook('2026-11-22T06:02:00.000Z');
  expect(await statesOf()).toEqual(['a unknownManager -']);
  const { _id } = await aStaff();
  await Staff.updateOne({ _id }, { employeeNo: 'E-new' });
  await secondLook('2026-11-22T06:04:00.000Z');
  expect(await statesOf()).toEqual([`a applied ${person._id}`]);
  expect(await BankEvent.findById('a').lean()).toMatchObject({ managerUserid: _id });
});

test('a call and the verification at the same moment, neither seeing the other: the second look finds it', async () => {
  const person = await aMiniCustomer();
  await ingest(about('a', 'B1', one));
  await verified(person._id, one);
  await Owed.updateMany({ state: 'waiting' }, { state: 'done', doneAt: now() }); // its handler saw no event yet
  await secondLook('2026-11-22T06:01:00.000Z');
  expect(await statesOf()).toEqual(['a unknownCustomer -']); // the call's transaction may still be running
  await secondLook('2026-11-22T06:02:00.000Z');
  expect(await statesOf()).toEqual([`a applied ${person._id}`]);
});

test('once a night all that waits is looked at, page by page', async () => {
  const person = await aMiniCustomer();
  await ingest(...Array.from({ length: 1_000 }, (_, n) => about(`p${n}`, 'B1')), ...[]);
  await ingest(...Array.from({ length: 200 }, (_, n) => about(`q${n}`, 'B1')));
  await secondLook('2026-11-22T06:10:00.000Z');
  await Customer.updateOne({ _id: person._id }, { bankCustomerNo: 'B1' }); // nothing has told of it
  await secondLook('2026-11-22T06:12:00.000Z');
  expect(await BankEvent.countDocuments({ state: 'waiting' })).toBe(1_200);
  await secondLook('2026-11-22T19:10:00.000Z'); // 03:10 in Shanghai
  expect(await BankEvent.countDocuments({ state: 'applied' })).toBe(1_200);
  expect(await EventLog.countDocuments({ name: 'bank.bankEventApplied' })).toBe(1_200);
});

test('the same look by two workers at once, and again after it was done: each event once', async () => {
  const person = await aMiniCustomer();
  await ingest(...Array.from({ length: 60 }, (_, n) => about(`w${n}`, 'B1', one)));
  await Customer.updateOne({ _id: person._id }, { bankCustomerNo: 'B1' });
  await inTransaction(async (tx) => { for (let turn = 0; turn < 4; turn += 1) await lookAgainAt({ numbers: ['B1'] }, tx); });
  const ids = (await Owed.find({ job: applyWaiting.name }, { _id: 1 }).lean()).map((row) => row._id);
  await Promise.all(ids.map((id) => work({ job: applyWaiting.name, ids: [id] })));
  await Owed.updateMany({ _id: { $in: ids } }, { state: 'waiting', doneAt: null, dueAt: now(), handAt: now() }); // handed out once more
  await workOff();
  expect(await BankEvent.countDocuments({ state: 'applied', customerId: person._id })).toBe(60);
  expect(await EventLog.countDocuments({ name: 'bank.bankEventApplied' })).toBe(60);
});

describe('a merge and its undoing', () => {
  const merge = (survivorId: string, absorbedId: string) => inTransaction((tx) => mergePeople(survivorId, absorbedId, 'unionid', tx));
  async function undo(mergeId: string): Promise<void> {
    const { token } = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
    expect((await post('customers.unmerge', { mergeId, reason: '客户说不是同一个人' }, { token })).status).toBe(200);
    await workOff();
  }

  test('the number and its events go with the phone by which they were found', async () => {
    const [survivor, absorbed] = [await aMiniCustomer(), await aMiniCustomer({ phone: one })];
    const mergeId = await merge(survivor._id, absorbed._id);
    await ingest(about('a', 'B1', one));
    expect(await numberOf(survivor._id)).toBe('B1');
    await ingest(about('b', 'B1'));
    await undo(mergeId);
    await ingest(about('c', 'B1'));
    expect([await numberOf(survivor._id), await numberOf(absorbed._id)]).toEqual([null, 'B1']);
    expect(await statesOf()).toEqual(['a', 'b', 'c'].map((id) => `${id} applied ${absorbed._id}`));
  });

  test('found by a phone that the person verified since, they stay', async () => {
    const [survivor, absorbed] = [await aMiniCustomer(), await aMiniCustomer({ phone: one })];
    const mergeId = await merge(survivor._id, absorbed._id);
    await verified(survivor._id, two);
    await ingest(about('a', 'B1', two));
    await undo(mergeId);
    expect([await numberOf(survivor._id), await numberOf(absorbed._id)]).toEqual(['B1', null]);
    expect(await statesOf()).toEqual([`a applied ${survivor._id}`]);
  });

  test('a number from before comes along, its later events stay with its record, and it goes back', async () => {
    const [survivor, absorbed] = [await aMiniCustomer(), await aMiniCustomer({ phone: one })];
    await ingest(about('a', 'B1', one));
    const mergeId = await merge(survivor._id, absorbed._id);
    await ingest(about('b', 'B1'));
    await undo(mergeId);
    expect([await numberOf(survivor._id), await numberOf(absorbed._id)]).toEqual([null, 'B1']);
    expect(await statesOf()).toEqual([`a applied ${absorbed._id}`, `b applied ${absorbed._id}`]);
  });

  test('who gets a phone back, and has no number, gets the events that waited for it', async () => {
    const [survivor, absorbed] = [await aMiniCustomer({ phone: two, phoneVerifiedAt: '2026-01-01T00:00:00.000Z' }), await aMiniCustomer({ phone: one, phoneVerifiedAt: '2026-02-01T00:00:00.000Z' })];
    await ingest(about('a', 'B2', two));
    const mergeId = await merge(survivor._id, absorbed._id);
    await ingest(about('b', 'B1', one));
    expect(await statesOf()).toEqual([`a applied ${survivor._id}`, 'b numberConflict -']);
    await undo(mergeId);
    expect(await statesOf()).toEqual([`a applied ${survivor._id}`, `b applied ${absorbed._id}`]);
  });

  test('two people with two bank numbers are never merged', async () => {
    const [survivor, absorbed] = [await aMiniCustomer({ phone: one }), await aMiniCustomer({ phone: two })];
    await ingest(about('a', 'B1', one), about('b', 'B2', two));
    await expect(merge(survivor._id, absorbed._id)).rejects.toThrow('two bank numbers');
  });
});

import { recordTouch } from '../../server/attribution/recordTouch.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { removeStaff } from '../../server/org/removeStaff.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { phoneIndex } from '../../server/platform/phone.ts';
import { aTouch, joined, touched } from '../support/attributionBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, useServer } from '../support/harness.ts';

useServer();
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T02:00:00Z');
  await aTree();
  await aStaff({ userid: 'amy' });
});
const reasonOf = async (given: Parameters<typeof aTouch>[0]) => (await touched({ kind: 'redeem', ...given })).reason;

test('a customer who is staff, by the verified phone', async () => {
  await aStaff({ userid: 'ben' });
  await Staff.updateOne({ _id: 'ben' }, { phoneIndex: phoneIndex('13800000002') });
  const staff = await aMiniCustomer({ phone: '13800000002' });
  const other = await aMiniCustomer({ phone: '13800000003' });
  expect(await reasonOf({ customerId: staff._id, managerUserid: 'amy' })).toBe('staffAsCustomer');
  expect(await reasonOf({ customerId: other._id, managerUserid: 'amy' })).toBe('firstBinding');
  // The bank's own word on a member of staff holds.
  expect(await reasonOf({ customerId: staff._id, managerUserid: 'amy', kind: 'confirm' })).toBe('bankConfirmed');
  await Staff.updateOne({ _id: 'ben' }, { status: 'left' });
  expect(await reasonOf({ customerId: staff._id, managerUserid: 'amy', kind: 'redeem' })).not.toBe('staffAsCustomer');
});

test('who invites themselves, under whichever record', async () => {
  const [one, two] = [await aMiniCustomer(), await aMiniCustomer()];
  expect(await reasonOf({ customerId: one._id, managerUserid: 'amy', via: one._id })).toBe('selfInvite');
  expect(await reasonOf({ customerId: one._id, managerUserid: 'amy', via: two._id })).toBe('firstBinding');
  await joined(one._id, two._id);
  expect(await reasonOf({ customerId: one._id, managerUserid: 'amy', via: two._id })).toBe('selfInvite');
});

test.each([
  ['unionid', { unionid: 'u1' }, { unionid: 'u1' }, 'samePerson'],
  ['another unionid', { unionid: 'u1' }, { unionid: 'u2' }, 'firstBinding'],
  ['no unionid', {}, {}, 'firstBinding'],
])('the inviter is the invited: %s', async (_, invited, inviter, expected) => {
  const [customer, via] = [await aMiniCustomer(invited), await aMiniCustomer(inviter)];
  expect(await reasonOf({ customerId: customer._id, managerUserid: 'amy', via: via._id })).toBe(expected);
});

test('a manager who had left then; flags stay as they were recorded', async () => {
  const customer = await aMiniCustomer();
  freezeClock('2026-11-15T04:00:00Z');
  await inTransaction((tx) => removeStaff(['amy'], 'sync1', tx));
  freezeClock('2026-11-22T02:00:00Z');
  expect(await reasonOf({ key: 'gone', customerId: customer._id, managerUserid: 'amy', at: new Date('2026-11-16T04:00:00Z') })).toBe('staffLeft');
  expect(await reasonOf({ key: 'still', customerId: customer._id, managerUserid: 'amy', at: new Date('2026-11-14T04:00:00Z') })).toBe('firstBinding');
  await Staff.updateOne({ _id: 'amy' }, { status: 'active' });
  await inTransaction((tx) => recordTouch(aTouch({ customerId: customer._id, managerUserid: 'amy', at: new Date('2026-11-10T04:00:00Z') }), tx));
  expect((await Touch.find({ _id: { $in: ['gone', 'still'] } }).sort({ _id: 1 }).lean()).map((row) => row.flags)).toEqual([['staffLeft'], []]);
});

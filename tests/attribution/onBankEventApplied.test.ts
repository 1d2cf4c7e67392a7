import { EventLog } from '../../server/platform/event.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { holderAt, holderOf, holdersAt } from '../../server/attribution/holder.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { standing, touched } from '../support/attributionBuilders.ts';
import { aCustomer, aMiniCustomer } from '../support/customersBuilders.ts';
import { useServer, workOff } from '../support/harness.ts';
import { aBankEvent, applied, aReversal, sayApplied } from '../support/performanceBuilders.ts';

useServer();
beforeAll(async () => {
  await aTree();
  for (const userid of ['amy', 'ben', 'cat']) await aStaff({ userid, canAddCustomers: false }); // so that no contact way is asked for
});

const at = (day: number, hour = 12) => new Date(Date.UTC(2026, 10, day, hour - 8));
let ids = 0;
const anId = (name: string) => `${name}_${(ids += 1)}`;
const confirmed = (customerId: string, managerUserid: string, day: number) =>
  aBankEvent({ id: anId('confirm'), type: 'managerConfirmed', customerId, managerUserid, occurredAt: at(day) });
/** From when on the past is told to be another one, by each fact of this customer. */
const changes = async (customerId: string) => (await EventLog.find({ name: 'attribution.intervalsChanged', 'payload.customerId': customerId }).sort({ recordedAt: 1, _id: 1 }).lean())
  .map((each) => (each.payload as { from: string }).from);

test('the bank’s confirmation takes the customer and locks; its release frees', async () => {
  const { _id: id } = await aMiniCustomer();
  await touched({ key: anId('add'), customerId: id, managerUserid: 'amy', at: at(1) });
  const confirm = confirmed(id, 'ben', 3);
  const release = aBankEvent({ id: anId('release'), type: 'managerReleased', customerId: id, managerUserid: 'ben', occurredAt: at(8) });
  await applied(confirm, release);
  await workOff();
  await touched({ key: anId('redeem'), customerId: id, managerUserid: 'cat', kind: 'redeem', at: at(5) });
  expect((await standing(id)).map((each) => each.replace(/^\S+ /, ''))).toEqual(['firstBinding amy', 'bankConfirmed ben', 'lockedByBank ben', 'bankReleased -']);
  expect(await holderOf(id)).toBeNull();
});

test('told twice it is one touch', async () => {
  const { _id: id } = await aMiniCustomer();
  const confirm = confirmed(id, 'ben', 3);
  await applied(confirm);
  await workOff();
  await inTransaction((tx) => sayApplied([confirm], tx));
  await workOff();
  expect(await Touch.countDocuments({ customerId: id })).toBe(1);
});

test('taking the confirmation back frees the customer; taking that back gives them again', async () => {
  const { _id: id } = await aMiniCustomer();
  const confirm = confirmed(id, 'ben', 3);
  const reversal = aReversal(anId('rev'), confirm, { occurredAt: at(5) });
  await applied(confirm, reversal);
  await workOff();
  expect(await holderOf(id)).toBeNull();
  await applied(aReversal(anId('rev'), { _id: reversal._id, customerId: id }, { occurredAt: at(7) }));
  await workOff();
  expect(await holderOf(id)).toMatchObject({ userid: 'ben', since: at(7) });
  expect((await holdersAt([4, 6, 8].map((day) => ({ customerId: id, at: at(day) })))).map((each) => each?.userid ?? null)).toEqual(['ben', null, 'ben']);
  expect((await Touch.find({ customerId: id }).sort({ at: 1 }).lean()).map(({ kind, words }) => `${kind} ${words}`)).toEqual(['confirm ', 'release 银行冲正', 'confirm 银行撤回冲正']);
});

test('what says nothing of a manager is no touch', async () => {
  const { _id: id } = await aMiniCustomer();
  const bought = aBankEvent({ id: anId('buy'), customerId: id, occurredAt: at(3) });
  await applied(bought, aReversal(anId('rev'), bought));
  await workOff();
  expect(await Touch.countDocuments({ customerId: id })).toBe(0);
});

describe('who held whom is told anew', () => {
  test('from the first touch on, and not where nothing changes', async () => {
    const { _id: id } = await aMiniCustomer();
    await touched({ key: anId('add'), customerId: id, managerUserid: 'amy', at: at(2) });
    await touched({ key: anId('add'), customerId: id, managerUserid: 'amy', at: at(4) });
    await touched({ key: anId('scan'), customerId: id, managerUserid: 'ben', kind: 'scan', at: at(5) });
    expect(await changes(id)).toEqual([at(2).toISOString()]);
  });

  test('a late touch: from its time on, once', async () => {
    const { _id: id } = await aMiniCustomer();
    await touched({ key: anId('add'), customerId: id, managerUserid: 'amy', at: at(6) });
    await touched({ key: anId('add'), customerId: id, managerUserid: 'ben', at: at(2) });
    expect(await changes(id)).toEqual([at(6).toISOString(), at(2).toISOString()]);
    expect((await holdersAt([{ customerId: id, at: at(7) }, { customerId: id, at: at(1) }, { customerId: 'nobody', at: at(7) }])).map((each) => each?.userid ?? null)).toEqual(['ben', null, null]);
  });

  test('a merge: from the beginning', async () => {
    const survivor = await aCustomer({ follows: [{ staff: await aStaff() }] });
    const absorbed = await aMiniCustomer();
    await touched({ key: anId('scan'), customerId: absorbed._id, managerUserid: 'ben', kind: 'scan', at: at(2) });
    const { mergePeople } = await import('../../server/customers/mergePeople.ts');
    await inTransaction((tx) => mergePeople(survivor._id, absorbed._id, 'unionid', tx));
    await workOff();
    expect(await changes(survivor._id)).toEqual(['1970-01-01T00:00:00.000Z']);
    expect(await holderAt(survivor._id, at(3))).toMatchObject({ userid: 'ben' });
  });
});

test('a touch that counts for a manager is told once, with its campaign and channel; one that does not count is not', async () => {
  const { _id: id } = await aMiniCustomer();
  const keys = [anId('redeem'), anId('register'), anId('self')];
  await touched({ key: keys[0] ?? '', customerId: id, managerUserid: 'amy', kind: 'redeem', at: at(2), campaignId: 'c1', inviteId: 'i1' });
  await touched({ key: keys[0] ?? '', customerId: id, managerUserid: 'amy', kind: 'redeem', at: at(2), campaignId: 'c1', inviteId: 'i1' });
  await touched({ key: keys[1] ?? '', customerId: id, managerUserid: null, kind: 'register', at: at(3) });
  await touched({ key: keys[2] ?? '', customerId: id, managerUserid: 'ben', kind: 'redeem', at: at(4), via: id });
  const told = await EventLog.find({ name: 'attribution.touchRecorded', 'payload.touchId': { $in: keys } }).lean();
  expect(told).toMatchObject([{ at: at(2), payload: { touchId: keys[0], kind: 'redeem', managerUserid: 'amy', campaignId: 'c1', channel: 'invite' } }]);
});

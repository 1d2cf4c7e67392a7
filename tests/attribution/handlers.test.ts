import { BindingDecision } from '../../server/attribution/bindingDecision.model.ts';
import { holderOf } from '../../server/attribution/holder.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { verifyAttribution } from '../../server/attribution/verifyAttribution.ts';
import { contactAdded } from '../../server/channels/events.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { contactImported, merged, phoneVerified, unmerged } from '../../server/customers/events.ts';
import { publish } from '../../server/platform/event.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { joined, parted, standing, touched } from '../support/attributionBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { emptyData, freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
let customerId: string;
beforeEach(async () => {
  await emptyData();
  freezeClock('2026-11-22T02:00:00Z');
  await aTree();
  for (const userid of ['amy', 'ben']) await aStaff({ userid, canAddCustomers: false }); // no contact ways, so that no WeCom is asked
  customerId = (await aMiniCustomer())._id;
});
const added = (key: string, userid: string, at: string, more: { codeName?: string; campaignId?: string; inviteId?: string } = {}) =>
  inTransaction((tx) => publish(contactAdded, { key, at: new Date(at), payload: { customerId, userid, codeId: null, codeName: '', campaignId: null, inviteId: null, ...more } }, tx));
const imported = (userid: string, addedAt: string) => inTransaction((tx) => publish(contactImported, {
  key: `wm:${userid}:${Date.parse(addedAt) / 1_000}`, at: new Date(addedAt), payload: { customerId, externalUserid: 'wm1', userid, channelState: null, addedAt: new Date(addedAt).toISOString(), lost: false },
}, tx));
const touches = async () => (await Touch.find({ customerId }).sort({ at: 1 }).lean()).map(({ kind, managerUserid, words }) => [kind, managerUserid, words]);

test('an add is a touch with its code and campaign, whichever of two is heard first', async () => {
  await added('cb2', 'ben', '2026-11-21T02:00:00Z');
  await workOff();
  await added('cb1', 'amy', '2026-11-20T02:00:00Z', { codeName: '海报', campaignId: 'cmp1', inviteId: 'inv1' });
  await workOff();
  expect(await touches()).toEqual([['add', 'amy', '渠道码「海报」'], ['add', 'ben', '']]);
  expect(await Touch.findOne({ managerUserid: 'amy' }).lean()).toMatchObject({ campaignId: 'cmp1', inviteId: 'inv1', at: new Date('2026-11-20T02:00:00Z') });
  expect(await holderOf(customerId)).toMatchObject({ userid: 'amy', since: new Date('2026-11-20T02:00:00Z') });
});

test('an imported add is a touch of its own time; one that a callback tells of too is one touch', async () => {
  await imported('amy', '2026-09-01T02:00:00Z');
  await imported('ben', '2026-10-01T02:00:00Z');
  await workOff();
  await added('cb3', 'amy', '2026-09-01T02:00:00Z');
  await workOff();
  expect(await touches()).toEqual([['add', 'amy', ''], ['add', 'ben', '']]);
  expect(await holderOf(customerId)).toMatchObject({ userid: 'amy' });
});

test('the first verified phone is a registration and keeps the manager; later ones are nothing', async () => {
  await touched({ customerId, managerUserid: 'amy', at: new Date('2026-11-20T02:00:00Z') });
  const verify = (key: string, isFirst: boolean) => inTransaction((tx) => publish(phoneVerified, { key, payload: { customerId, isFirst } }, tx));
  await verify('v1', true);
  await verify('v2', false);
  await workOff();
  expect(await touches()).toEqual([['add', 'amy', ''], ['register', null, '']]);
  expect((await BindingDecision.findOne({ touchId: `register:${customerId}` }).lean())?.reason).toBe('refreshed');
});

describe('merges', () => {
  let other: string;
  const tell = (kind: 'merged' | 'unmerged') => inTransaction((tx) => (kind === 'merged'
    ? publish(merged, { key: 'm1', payload: { mergeId: 'm1', survivorId: customerId, absorbedId: other, reason: 'phone' } }, tx)
    : publish(unmerged, { key: 'm1', payload: { mergeId: 'm1', survivorId: customerId, restoredId: other } }, tx)));
  const holders = async () => (await Promise.all([customerId, other].map((id) => Customer.findById(id).lean()))).map((row) => row?.facts.holder?.userid ?? null);
  beforeEach(async () => {
    other = (await aMiniCustomer())._id;
    await touched({ key: 'x1', customerId: other, managerUserid: 'ben', at: new Date('2026-11-10T02:00:00Z') });
    await touched({ key: 'x2', customerId, managerUserid: 'amy', at: new Date('2026-11-11T02:00:00Z') });
    await joined(customerId, other);
    await tell('merged');
    await workOff();
  });

  test('the touches of both are decided together', async () => {
    expect(await standing(customerId, other)).toEqual(['x1 firstBinding ben', 'x2 firstTouchKeeps ben']);
    expect(await BindingDecision.findById('x2#1').lean()).toMatchObject({ after: 'amy', supersededBy: 'merge:m1' });
    expect((await holders())[0]).toBe('ben');
    expect(await holderOf(other)).toMatchObject({ userid: 'ben' });
    expect((await verifyAttribution()).difference).toBeNull();
  });

  test('taken apart, each is decided by its own, as if they had never been one', async () => {
    await parted(customerId, other);
    await tell('unmerged');
    await workOff();
    expect(await standing(customerId)).toEqual(['x2 firstBinding amy']);
    expect(await standing(other)).toEqual(['x1 firstBinding ben']);
    expect(await BindingDecision.findById('x2#2').lean()).toMatchObject({ supersededBy: 'unmerge:m1' });
    expect(await holders()).toEqual(['amy', 'ben']);
    expect((await verifyAttribution()).difference).toBeNull();
  });

  test('a touch under the absorbed record comes to the person', async () => {
    await touched({ key: 'x3', customerId: other, managerUserid: 'amy', kind: 'confirm', at: new Date('2026-11-12T02:00:00Z') });
    expect(await standing(customerId, other)).toEqual(['x1 firstBinding ben', 'x2 firstTouchKeeps ben', 'x3 bankConfirmed amy']);
    expect((await holders())[0]).toBe('amy');
  });
});

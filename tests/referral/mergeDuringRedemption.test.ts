import { holderOf } from '../../server/attribution/holder.ts';
import { verifyAttribution } from '../../server/attribution/verifyAttribution.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { mergePeople } from '../../server/customers/mergePeople.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { aCustomer } from '../support/customersBuilders.ts';
import { freezeClock, post, useServer, workOff } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { anInvite } from '../support/referralBuilders.ts';

useServer();
useCodeWecom();
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
});

test('merged while they redeem: the person has the holder, the answer stands, and a replay agrees', async () => {
  const staff = await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
  const invite = await anInvite('u_amy');
  for (let round = 0; round < 6; round += 1) {
    const known = await aCustomer({ follows: [{ staff }] });
    const { customerId, bearer } = await aMember();
    const merge = () => inTransaction((tx) => mergePeople(known._id, customerId, 'unionid', tx));
    const redeem = () => post('referral.redeemInviteCode', { code: invite.code }, { bearer });
    const [redeemed] = await Promise.all(round % 2 === 0 ? [redeem(), merge()] as const : [redeem(), new Promise((end) => setTimeout(end, round * 4)).then(merge)] as const);
    await workOff();
    expect(redeemed).toMatchObject({ status: 200, body: { bound: true } });
    expect(await holderOf(known._id)).toMatchObject({ userid: 'u_amy' });
    expect(await holderOf(customerId)).toMatchObject({ userid: 'u_amy' });
    expect((await Customer.findById(known._id).lean())?.facts.holder?.userid).toBe('u_amy');
    expect((await redeem()).body).toEqual(redeemed.body);
  }
  expect((await verifyAttribution()).difference).toBeFalsy();
});

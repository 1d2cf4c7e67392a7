import { redeemInviteCode as contract } from '../../shared/referral/inviteCode.contract.ts';
import { recordTouch } from '../attribution/recordTouch.ts';
import { personIds } from '../customers/person.ts';
import { findStaff } from '../org/findStaff.ts';
import { customerOnly } from '../platform/actor.ts';
import { publish } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { inviteRedeemed } from './events.ts';
import { findUsableInvite, requireUsable } from './findInvite.ts';
import { InviteEvent } from './inviteEvent.model.ts';
import { noteInviteEvents } from './inviteEvents.ts';

export const redeemInviteCode = operation(contract, {
  allow: ['customer'],
  prepare: ({ code }, { actor, now }) => findUsableInvite(code, now, actor.id),
  async run({ via = null }, { actor, now, tx, prepared }) {
    const { id: customerId } = customerOnly(actor);
    const invite = await requireUsable(prepared.invite._id, now, tx);
    const key = await redeemKey(customerId, invite._id, tx);
    const touch = { key, customerId, kind: 'redeem', managerUserid: invite.managerUserid, at: now, campaignId: invite.campaignId, inviteId: invite._id, via } as const;
    const { reason, words, bound } = await recordTouch(touch, tx);
    const isFirst = (await noteInviteEvents([{ _id: key, inviteId: invite._id, kind: 'redeemed', customerId, via, at: now }], tx)) > 0;
    if (isFirst) await publish(inviteRedeemed, { key, payload: { customerId, inviteId: invite._id, managerUserid: invite.managerUserid, via, bound } }, tx);
    const staff = (await findStaff([invite.managerUserid], tx)).get(invite.managerUserid);
    return { managerName: staff?.name ?? '', bound, reason, words };
  },
  audit: (_input, { bound, reason }) => ({ subject: 'invite', detail: { bound, reason } }),
});

/** One redemption a person and code, whichever of the person's records did it. */
async function redeemKey(customerId: string, inviteId: string, tx: Tx): Promise<string> {
  const { ids } = await personIds(customerId, tx);
  const keys = ids.map((id) => `redeem:${id}:${inviteId}`);
  const known = await InviteEvent.findOne({ _id: { $in: keys } }, { _id: 1 }).session(tx).lean();
  return known?._id ?? `redeem:${customerId}:${inviteId}`;
}

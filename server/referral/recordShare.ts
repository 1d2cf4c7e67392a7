import { recordShare as contract } from '../../shared/referral/inviteCode.contract.ts';
import { recordTouch } from '../attribution/recordTouch.ts';
import { customerOnly } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { findUsableInvite, requireUsable } from './findInvite.ts';
import { noteInviteEvents } from './inviteEvents.ts';

export const recordShare = operation(contract, {
  allow: ['customer'],
  prepare: ({ code }, { actor, now }) => findUsableInvite(code, now, actor.id),
  async run({ shareId }, { actor, now, tx, prepared }) {
    const { id: customerId } = customerOnly(actor);
    const invite = await requireUsable(prepared.invite._id, now, tx);
    const key = `share:${customerId}:${shareId}`;
    const noted = (await noteInviteEvents([{ _id: key, inviteId: invite._id, kind: 'shared', customerId, via: null, at: now }], tx)) > 0;
    if (noted) await recordTouch({ key, customerId, kind: 'share', managerUserid: invite.managerUserid, at: now, campaignId: invite.campaignId, inviteId: invite._id }, tx);
    return { noted };
  },
  audit: (_input, { noted }) => ({ subject: 'invite', detail: { noted } }),
});

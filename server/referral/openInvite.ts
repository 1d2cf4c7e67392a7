import { openInvite as contract } from '../../shared/referral/inviteCode.contract.ts';
import { recordTouch } from '../attribution/recordTouch.ts';
import { customerOnly } from '../platform/actor.ts';
import { businessDay } from '../platform/clock.ts';
import { operation } from '../platform/operation.ts';
import { findUsableInvite, requireUsable } from './findInvite.ts';
import { noteInviteEvents } from './inviteEvents.ts';

export const openInvite = operation(contract, {
  allow: ['customer'],
  prepare: ({ code }, { actor, now }) => findUsableInvite(code, now, actor.id),
  async run({ via = null }, { actor, now, tx, prepared }) {
    const { id: customerId } = customerOnly(actor);
    const invite = await requireUsable(prepared.invite._id, now, tx);
    const key = `scan:${customerId}:${invite._id}:${businessDay(now)}`;
    const noted = await noteInviteEvents([{ _id: key, inviteId: invite._id, kind: 'scanned', customerId, via, at: now }], tx);
    if (noted === 0) return { noted: false };
    await recordTouch({ key, customerId, kind: 'scan', managerUserid: invite.managerUserid, at: now, campaignId: invite.campaignId, inviteId: invite._id, via }, tx);
    return { noted: true };
  },
  audit: (_input, { noted }) => ({ subject: 'invite', detail: { noted } }),
});

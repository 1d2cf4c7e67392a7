import { recordTouches } from '../../server/attribution/recordTouch.ts';
import { campaignsById } from '../../server/channels/campaigns.ts';
import { businessDay, now } from '../../server/platform/clock.ts';
import type { Tx } from '../../server/platform/mongo.ts';
import { InviteCode, type InviteCodeRow } from '../../server/referral/inviteCode.model.ts';
import { noteClick, noteInviteEvents } from '../../server/referral/inviteEvents.ts';
import type { Chance } from '../sandbox/chance.ts';

const minuteMs = 60_000;
const byInvite = 0.45;
const opened = 0.7;
const redeemed = 0.75;

/** How this customer may have used their manager's invitation around the day when they came: clicks that lead nowhere too. */
export async function invitePast(customerId: string, managerUserid: string, since: Date, chance: Chance, tx: Tx): Promise<void> {
  if (!chance.happens(byInvite)) return;
  const invite = await inviteAt(managerUserid, since, tx);
  if (!invite) return;
  const { _id: inviteId, campaignId } = invite;
  const at = (minutes: number) => new Date(Math.min(now().getTime(), since.getTime() + minutes * minuteMs));
  for (let n = 1 + chance.below(4); n > 0; n -= 1) await noteClick(invite, { clickId: `click:demo:${customerId}:${n}`, via: null, at: at(-n * 7) }, tx);
  if (!chance.happens(opened)) return;
  const scan = `scan:${customerId}:${inviteId}:${businessDay(at(1))}`;
  await noteInviteEvents([{ _id: scan, inviteId, kind: 'scanned', customerId, via: null, at: at(1) }], tx);
  const touch = { customerId, managerUserid, campaignId, inviteId };
  const touches = [{ ...touch, key: scan, kind: 'scan' as const, at: at(1) }];
  if (!chance.happens(redeemed)) return void await recordTouches(touches, tx);
  const redeem = `redeem:${customerId}:${inviteId}`;
  await noteInviteEvents([{ _id: redeem, inviteId, kind: 'redeemed', customerId, via: null, at: at(3) }], tx);
  await recordTouches([...touches, { ...touch, key: redeem, kind: 'redeem' as const, at: at(3) }], tx);
}

/** The manager's code whose campaign ran then. */
async function inviteAt(managerUserid: string, at: Date, tx: Tx): Promise<InviteCodeRow | undefined> {
  const codes = await InviteCode.find({ managerUserid }).session(tx).lean<InviteCodeRow[]>();
  const campaigns = await campaignsById(codes.map(({ campaignId }) => campaignId), tx);
  const day = businessDay(at);
  return codes.find(({ campaignId }) => {
    const campaign = campaigns.get(campaignId);
    return campaign !== undefined && campaign.from <= day && day <= campaign.to;
  });
}

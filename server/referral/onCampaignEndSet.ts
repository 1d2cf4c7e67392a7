import { campaignEndSet } from '../channels/events.ts';
import { campaignsById } from '../channels/campaigns.ts';
import { on } from '../platform/event.ts';
import { InviteCode } from './inviteCode.model.ts';
import { endOfCampaign } from './issueInvites.ts';

/** Codes end with their campaign; none outlives it. Read anew, so that two changes end the same in any order. */
export const onCampaignEndSet = on(campaignEndSet, 'referral.onCampaignEndSet', {
  async run({ campaignId }, { tx }) {
    const campaign = (await campaignsById([campaignId], tx)).get(campaignId);
    if (!campaign) return;
    const expiresAt = endOfCampaign(campaign);
    await InviteCode.updateMany({ campaignId, state: 'active', $or: [{ endsWithCampaign: true }, { expiresAt: { $gt: expiresAt } }] }, { expiresAt }, { session: tx });
  },
});

import type { CampaignRow } from '../channels/campaign.model.ts';
import { AppError } from '../platform/errors.ts';
import { endOfCampaign } from './issueInvites.ts';

/** A code ends in the future and not after its campaign. */
export function checkExpiry(expiresAt: Date, campaign: CampaignRow, now: Date): void {
  if (expiresAt <= now) throw new AppError('referral.expiryPast');
  if (expiresAt > endOfCampaign(campaign)) throw new AppError('referral.expiryTooLate');
}

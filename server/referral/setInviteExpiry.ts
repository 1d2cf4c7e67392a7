import { setInviteExpiry as contract } from '../../shared/referral/inviteCode.contract.ts';
import { campaignsById } from '../channels/campaigns.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { checkExpiry } from './checkExpiry.ts';
import { InviteCode } from './inviteCode.model.ts';
import { ownedInvite } from './inviteScope.ts';
import { presentInvite } from './presentInvites.ts';

export const setInviteExpiry = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ id, expiresAt }, { actor, now, tx }) {
    const row = await ownedInvite(id, actor, tx);
    if (row.state === 'disabled') throw new AppError('referral.codeDisabled');
    const campaign = (await campaignsById([row.campaignId], tx)).get(row.campaignId);
    if (!campaign) throw new AppError('channels.campaignNotFound');
    const at = new Date(expiresAt);
    checkExpiry(at, campaign, now);
    const change = { expiresAt: at, endsWithCampaign: false };
    await InviteCode.updateOne({ _id: id }, change, { session: tx });
    return presentInvite({ ...row, ...change }, actor, now);
  },
  audit: ({ id, expiresAt }) => ({ subject: `invite:${id}`, detail: { expiresAt } }),
});

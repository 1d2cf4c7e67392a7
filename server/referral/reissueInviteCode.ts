import { reissueInviteCode as contract } from '../../shared/referral/inviteCode.contract.ts';
import { campaignsById, campaignState } from '../channels/campaigns.ts';
import { findStaff } from '../org/findStaff.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { disableInvite } from './disableInviteCode.ts';
import { issueInvites } from './issueInvites.ts';
import { ownedInvite } from './inviteScope.ts';
import { presentInvite } from './presentInvites.ts';

export const reissueInviteCode = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ id }, { actor, now, tx }) {
    const old = await ownedInvite(id, actor, tx);
    if (old.state === 'disabled') throw new AppError('referral.codeDisabled');
    const campaign = (await campaignsById([old.campaignId], tx)).get(old.campaignId);
    if (!campaign || campaignState(campaign, now) === 'over') throw new AppError('channels.campaignOver');
    const manager = (await findStaff([old.managerUserid], tx)).get(old.managerUserid);
    if (manager?.status !== 'active') throw new AppError('channels.staffUnavailable');
    await disableInvite(old, now, tx);
    const expiresAt = old.endsWithCampaign || old.expiresAt <= now ? null : old.expiresAt;
    const [fresh] = await issueInvites([manager], { campaign, expiresAt, createdBy: actor.id, at: now }, tx);
    if (!fresh) throw new AppError('platform.conflict');
    return presentInvite(fresh, actor, now);
  },
  audit: ({ id }, output) => ({ subject: `invite:${id}`, detail: { newId: output.id } }),
});

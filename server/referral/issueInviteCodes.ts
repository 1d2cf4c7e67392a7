import { issueInviteCodes as contract } from '../../shared/referral/inviteCode.contract.ts';
import type { CampaignRow } from '../channels/campaign.model.ts';
import { campaignState, visibleCampaign } from '../channels/campaigns.ts';
import { Staff } from '../org/staff.model.ts';
import { isWithin, withinSubtree, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { endProgress, expectProgress, startProgress } from '../platform/progress.ts';
import { checkExpiry } from './checkExpiry.ts';
import { oweIssuePages } from './issuePage.job.ts';

export const issueInviteCodes = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ campaignId, userids, expiresAt }, { actor, now, tx }) {
    const campaign = await visibleCampaign(campaignId, actor, tx);
    if (campaignState(campaign, now) === 'over') throw new AppError('channels.campaignOver');
    if (expiresAt) checkExpiry(new Date(expiresAt), campaign, now);
    const managers = await managersFor(campaign, actor, userids, tx);
    if (userids && managers.length < new Set(userids).size) throw new AppError('org.staffNotFound');
    const { progressId, started } = await startProgress(`referral.issue:${campaignId}`, `生成「${campaign.name}」的邀请码`, actor, tx);
    if (!started) return { progressId };
    await expectProgress(progressId, managers.length, tx);
    await oweIssuePages({ progressId, campaignId, expiresAt: expiresAt ?? null, createdBy: actor.id, userids: managers }, tx);
    if (managers.length === 0) await endProgress(progressId, 'done', null, tx);
    return { progressId };
  },
  audit: ({ campaignId, userids }) => ({ subject: `campaign:${campaignId}`, detail: { managers: userids?.length ?? 'all' } }),
});

/** Active managers of the campaign's scope inside the actor's own, by userid. */
async function managersFor(campaign: CampaignRow, actor: Actor, userids: string[] | undefined, tx: Tx): Promise<string[]> {
  const within = withinSubtree(actor);
  const rows = await Staff.find({
    $and: [{ departmentPath: { $regex: new RegExp(`^${campaign.departmentPath}`) } }, within ? { departmentPath: within } : {}, userids ? { _id: { $in: userids } } : {}],
    roles: 'manager', status: 'active', canAddCustomers: true,
  }, { departmentPath: 1 }).sort({ _id: 1 }).session(tx).lean<{ _id: string; departmentPath: string }[]>();
  return rows.filter((row) => isWithin(actor, row.departmentPath)).map((row) => row._id);
}

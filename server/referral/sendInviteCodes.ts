import { sendInviteCodes as contract } from '../../shared/referral/inviteCode.contract.ts';
import { visibleCampaign } from '../channels/campaigns.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { owe } from '../platform/owed.ts';
import { endProgress, expectProgress, startProgress } from '../platform/progress.ts';
import { InviteCode } from './inviteCode.model.ts';
import { ofState, visibleInvites } from './inviteScope.ts';
import { sendInviteCode } from './sendInviteCode.job.ts';

export const sendInviteCodes = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ campaignId, ids }, { actor, now, tx }) {
    const campaign = await visibleCampaign(campaignId, actor, tx);
    const asked = { $and: [visibleInvites(actor), { campaignId }, ofState('active', now), ids ? { _id: { $in: ids } } : {}] };
    const rows = await InviteCode.find(asked, { _id: 1 }).session(tx).lean<{ _id: string }[]>();
    if (ids && rows.length < new Set(ids).size) throw new AppError('referral.inviteNotFound');
    const { progressId, started } = await startProgress(`referral.send:${campaignId}`, `发送「${campaign.name}」的邀请码`, actor, tx);
    if (!started) return { progressId };
    await expectProgress(progressId, rows.length, tx);
    await owe(sendInviteCode, rows.map(({ _id }) => ({ key: `${progressId}:${_id}`, payload: { progressId, inviteId: _id } })), tx);
    if (rows.length === 0) await endProgress(progressId, 'done', null, tx);
    return { progressId };
  },
  audit: ({ campaignId, ids }) => ({ subject: `campaign:${campaignId}`, detail: { codes: ids?.length ?? 'all' } }),
});

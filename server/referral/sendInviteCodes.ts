import { sendInviteCodes as contract } from '../../shared/referral/inviteCode.contract.ts';
import { staffChannelNames } from '../../shared/org/constants.ts';
import { visibleCampaign } from '../channels/campaigns.ts';
import { availableChannels } from '../org/tellStaff.ts';
import { sha256 } from '../platform/crypto.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { owe } from '../platform/owed.ts';
import { endProgress, expectProgress, startProgress } from '../platform/progress.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { ofState, visibleInvites } from './inviteScope.ts';
import { sendInviteCode } from './sendInviteCode.job.ts';

export const sendInviteCodes = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ campaignId, ids, unsentOnly, by }, { actor, now, tx }) {
    if (!availableChannels().includes(by)) throw new AppError(by === 'mail' ? 'platform.mailNotConfigured' : 'platform.smsNotConfigured');
    const campaign = await visibleCampaign(campaignId, actor, tx);
    const asked = { $and: [visibleInvites(actor), { campaignId }, ofState('active', now), ids ? { _id: { $in: ids } } : {}] };
    const found = await InviteCode.find(asked, { sentAt: 1 }).session(tx).lean<Pick<InviteCodeRow, '_id' | 'sentAt'>[]>();
    if (ids && found.length < new Set(ids).size) throw new AppError('referral.inviteNotFound');
    const rows = found.filter(({ sentAt }) => !(unsentOnly && sentAt));
    const { progressId, started } = await startProgress(`referral.send:${campaignId}${ids ? `:${sha256([...ids].sort().join())}` : ''}`, `用${staffChannelNames[by]}发送「${campaign.name}」的邀请码`, actor, tx);
    if (!started) return { progressId };
    await expectProgress(progressId, rows.length, tx);
    await owe(sendInviteCode, rows.map(({ _id }) => ({ key: `${progressId}:${_id}`, payload: { progressId, inviteId: _id, by, askedAt: now.toISOString() } })), tx);
    if (rows.length === 0) await endProgress(progressId, 'done', null, tx);
    return { progressId };
  },
  audit: ({ campaignId, ids, by }) => ({ subject: `campaign:${campaignId}`, detail: { codes: ids?.length ?? 'all', by } }),
});

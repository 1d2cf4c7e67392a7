import { z } from 'zod';
import { campaignsById } from '../channels/campaigns.ts';
import { notifyStaff } from '../org/notifyStaff.ts';
import { jobOfMany } from '../platform/job.ts';
import { advanceProgress, endProgress } from '../platform/progress.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { showCode } from './inviteText.rules.ts';
import { linkOf } from './presentInvites.ts';

/** Tells managers of their codes; WeCom's limits per member (contract 1.2) are kept where messages go out. */
export const sendInviteCode = jobOfMany('referral.sendInviteCode', {
  lane: 'bulk',
  many: 100,
  payload: z.object({ progressId: z.string(), inviteId: z.string() }),
  async runMany(payloads, { now, tx }) {
    const rows = await InviteCode.find({ _id: { $in: payloads.map((each) => each.inviteId) } }).session(tx).lean<InviteCodeRow[]>();
    const campaigns = await campaignsById(rows.map((row) => row.campaignId), tx);
    for (const { progressId, inviteId } of payloads) {
      const row = rows.find((each) => each._id === inviteId);
      const campaign = campaigns.get(row?.campaignId ?? '');
      if (row?.state !== 'active' || !campaign) continue;
      const text = `您在「${campaign.name}」的邀请码：${showCode(row.code)}\n客户打开链接即可：${linkOf(row.code)}\n有效期至 ${campaign.to}。`;
      await notifyStaff({ key: `invite:${progressId}:${inviteId}`, userids: [row.managerUserid], text }, tx);
    }
    await InviteCode.updateMany({ _id: { $in: rows.map((row) => row._id) }, state: 'active' }, { sentAt: now }, { session: tx });
    for (const [progressId, count] of countBy(payloads.map((each) => each.progressId))) await advanceProgress(progressId, count, tx);
  },
  giveUp: ({ progressId }, { tx, reason }) => endProgress(progressId, 'failed', `有邀请码没有发出：${reason}`, tx),
});

const countBy = (keys: string[]): Map<string, number> => keys.reduce((counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map<string, number>());

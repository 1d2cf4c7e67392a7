import { z } from 'zod';
import { staffChannelNames, staffChannels } from '../../shared/org/constants.ts';
import { campaignsById } from '../channels/campaigns.ts';
import { tellStaff } from '../org/tellStaff.ts';
import { businessDay } from '../platform/clock.ts';
import { job } from '../platform/job.ts';
import { owe } from '../platform/owed.ts';
import { sayReason } from '../platform/worker.ts';
import { countDone } from './countDone.job.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { showCode } from './inviteText.rules.ts';
import { linkOf } from './presentInvites.ts';

const Payload = z.object({ progressId: z.string(), inviteId: z.string(), by: z.enum(staffChannels), askedAt: z.iso.datetime() });

/** One manager's code on its way. Tried as long as `tellStaff` finds it useful; what does not arrive is counted, and says why in its own row. */
export const sendInviteCode = job('referral.sendInviteCode', {
  lane: 'bulk',
  attempts: 150,
  payload: Payload,
  async prepare({ progressId, inviteId, by, askedAt }, attempt) {
    const row = await InviteCode.findOne({ _id: inviteId, state: 'active' }).lean<InviteCodeRow>();
    const campaign = (await campaignsById(row ? [row.campaignId] : [])).get(row?.campaignId ?? '');
    if (!row || !campaign) return false;
    const text = `您在「${campaign.name}」的邀请码：${showCode(row.code)}\n客户打开链接即可：${linkOf(row.code)}\n有效期至 ${businessDay(new Date(row.expiresAt.getTime() - 1))}。`;
    await tellStaff(by, { userid: row.managerUserid, messageId: `invite-${progressId}-${inviteId}`, subject: `您的邀请码：${campaign.name}`, text, askedAt: new Date(askedAt) }, attempt);
    return true;
  },
  async run({ progressId, inviteId, by }, { now, tx, prepared: isSent }) {
    if (isSent) await InviteCode.updateOne({ _id: inviteId }, { sentAt: now, sentBy: by, sendProblem: '' }, { session: tx });
    await owe(countDone, [{ key: `${progressId}:${inviteId}`, payload: { progressId, count: 1, failed: 0 } }], tx);
  },
  async giveUp({ progressId, inviteId, by }, { tx, reason }) {
    await InviteCode.updateOne({ _id: inviteId }, { sendProblem: `${staffChannelNames[by]}：${sayReason(reason)}` }, { session: tx });
    await owe(countDone, [{ key: `${progressId}:${inviteId}`, payload: { progressId, count: 1, failed: 1 } }], tx);
  },
});

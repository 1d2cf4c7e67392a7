import { z } from 'zod';
import { campaignsById } from '../channels/campaigns.ts';
import { Staff, type StaffRow } from '../org/staff.model.ts';
import { job } from '../platform/job.ts';
import { owe } from '../platform/owed.ts';
import { endProgress } from '../platform/progress.ts';
import { countDone } from './countDone.job.ts';
import { issueInvites } from './issueInvites.ts';

const Payload = z.object({
  progressId: z.string(), campaignId: z.string(), expiresAt: z.iso.datetime().nullable(), createdBy: z.string(),
  /** These managers, in order of their userids. */
  userids: z.array(z.string()),
});

/** Managers a page: their codes and contact ways fit into one transaction. */
export const pageSize = 200;

/** One page of managers gets codes; each page is owed by itself, so that a restart goes on where it was. */
export const issuePage = job('referral.issuePage', {
  lane: 'bulk',
  attempts: 12,
  payload: Payload,
  async run({ progressId, campaignId, expiresAt, createdBy, userids }, { now, tx }) {
    const campaign = (await campaignsById([campaignId], tx)).get(campaignId);
    const managers = await Staff.find({ _id: { $in: userids }, status: 'active', canAddCustomers: true }).session(tx).lean<StaffRow[]>();
    if (campaign) await issueInvites(managers, { campaign, expiresAt: expiresAt === null ? null : new Date(expiresAt), createdBy, at: now }, tx);
    await owe(countDone, [{ key: `${progressId}:${userids[0]}`, payload: { progressId, count: userids.length, failed: 0 } }], tx);
  },
  giveUp: ({ progressId }, { tx, reason }) => endProgress(progressId, 'failed', `有一批邀请码没有生成：${reason}。请再次生成，已有的不会重复`, tx),
});

type IssuePages = Omit<z.infer<typeof Payload>, 'userids'> & { userids: string[] };

export const oweIssuePages = ({ userids, ...rest }: IssuePages, tx: Parameters<typeof owe>[2]): Promise<void> =>
  owe(issuePage, Array.from({ length: Math.ceil(userids.length / pageSize) }, (_, page) => (
    { key: `${rest.progressId}:${page}`, payload: { ...rest, userids: userids.slice(page * pageSize, (page + 1) * pageSize) } }
  )), tx);

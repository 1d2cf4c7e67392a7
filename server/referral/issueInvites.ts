import type { CampaignRow } from '../channels/campaign.model.ts';
import { requestContactWays } from '../channels/requestContactWay.ts';
import { retryContactWays } from '../channels/retryContactWays.ts';
import type { StaffRow } from '../org/staff.model.ts';
import { newId, randomBelow } from '../platform/chance.ts';
import { businessTime } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { makeCode } from './inviteText.rules.ts';

/** The first instant after the campaign's last day. */
export const endOfCampaign = ({ to }: Pick<CampaignRow, 'to'>): Date => businessTime(new Date(`${to}T00:00:00+08:00`)).add(1, 'day').toDate();

export interface Issue { campaign: CampaignRow; expiresAt: Date | null; createdBy: string; at: Date }

/** A code for each of these managers who has none in use for the campaign, with its contact way. Gives the new ones. */
export async function issueInvites(managers: Pick<StaffRow, '_id' | 'departmentPath'>[], { campaign, expiresAt, createdBy, at }: Issue, tx: Tx): Promise<InviteCodeRow[]> {
  if (managers.length === 0) return [];
  const known = await InviteCode.find({ campaignId: campaign._id, managerUserid: { $in: managers.map((each) => each._id) }, state: 'active' }, { managerUserid: 1 })
    .session(tx).lean<Pick<InviteCodeRow, '_id' | 'managerUserid'>[]>();
  const holders = new Set(known.map((each) => each.managerUserid));
  const rows = managers.filter((each) => !holders.has(each._id)).map((each): InviteCodeRow => ({
    _id: newId(), code: makeCode(randomBelow), campaignId: campaign._id, managerUserid: each._id, departmentPath: each.departmentPath, state: 'active',
    expiresAt: expiresAt ?? endOfCampaign(campaign), endsWithCampaign: expiresAt === null, createdBy, createdAt: at, disabledAt: null, sentAt: null, sentBy: null, sendProblem: '',
  }));
  await retryContactWays('invite', known.map(({ _id }) => _id), tx);
  if (rows.length === 0) return [];
  await InviteCode.insertMany(rows, { session: tx });
  await requestContactWays(rows.map((row) => (
    { owner: { kind: 'invite', id: row._id }, scene: 2, userids: [row.managerUserid], remark: campaign.name, campaignId: campaign._id }
  )), tx);
  return rows;
}

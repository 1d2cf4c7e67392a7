import { getMyInvite as contract } from '../../shared/referral/inviteCode.contract.ts';
import { holderOf } from '../attribution/holder.ts';
import type { CampaignRow } from '../channels/campaign.model.ts';
import { campaignsById, campaignState } from '../channels/campaigns.ts';
import { personIds } from '../customers/person.ts';
import { findStaff } from '../org/findStaff.ts';
import { customerOnly } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { InviteEvent } from './inviteEvent.model.ts';
import { ofState } from './inviteScope.ts';
import { showCode } from './inviteText.rules.ts';
import { linkOf } from './presentInvites.ts';

export const getMyInvite = operation(contract, {
  allow: ['customer'],
  async run(_input, { actor, now }) {
    const { id } = customerOnly(actor);
    const { personId, ids } = await personIds(id);
    const figures = await figuresOf(ids);
    const holder = await holderOf(id);
    if (!holder) return { invite: null, figures, words: '有了专属客户经理后，就可以邀请好友' };
    const found = await sharedCode(holder.userid, now);
    const staff = (await findStaff([holder.userid])).get(holder.userid);
    if (!found || !staff) return { invite: null, figures, words: '您的客户经理目前没有进行中的邀请活动' };
    const { row, campaign } = found;
    const query = `code=${row.code}&via=${personId}`;
    return {
      invite: {
        code: showCode(row.code), managerName: staff.name, campaignName: campaign.name, title: `${staff.name}邀请您参加「${campaign.name}」`,
        path: `pages/invite/accept?${query}`, link: `${linkOf(row.code)}?via=${personId}`, expiresAt: row.expiresAt.toISOString(),
      },
      figures, words: '',
    };
  },
});

/** The newest code of this manager whose campaign runs today. */
async function sharedCode(managerUserid: string, at: Date): Promise<{ row: InviteCodeRow; campaign: CampaignRow } | undefined> {
  const rows = await InviteCode.find({ managerUserid, ...ofState('active', at) }).sort({ createdAt: -1 }).limit(50).lean<InviteCodeRow[]>();
  const campaigns = await campaignsById(rows.map((row) => row.campaignId));
  for (const row of rows) {
    const campaign = campaigns.get(row.campaignId);
    if (campaign && campaignState(campaign, at) === 'running') return { row, campaign };
  }
  return undefined;
}

async function figuresOf(ids: string[]): Promise<{ shared: number; opened: number; redeemed: number }> {
  const [shared, opened, redeemed] = await Promise.all([
    InviteEvent.countDocuments({ customerId: { $in: ids }, kind: 'shared' }),
    InviteEvent.countDocuments({ via: { $in: ids }, kind: 'scanned' }),
    InviteEvent.countDocuments({ via: { $in: ids }, kind: 'redeemed' }),
  ]);
  return { shared, opened, redeemed };
}

import type { Campaign } from './inviteQueries.ts';
import { InviteTable } from './InviteTable.tsx';
import { useCampaignWork } from './useCampaignWork.tsx';

/** One campaign's codes with what is done with all of them. */
export function CampaignInvites({ campaign }: { campaign: Campaign }) {
  const { mayIssue, issue, send, bars } = useCampaignWork(campaign);
  const hint = mayIssue ? '为参加机构的客户经理批量生成，每人一个。' : campaign.state === 'over' ? '活动已结束，期间没有生成邀请码。' : '运营人员生成后，会出现在这里。';
  return (
    <>
      {bars}
      <InviteTable campaignId={campaign.id} actions={<>{send}{issue()}</>} empty={{ title: `「${campaign.name}」还没有邀请码`, hint, action: issue() }} />
    </>
  );
}

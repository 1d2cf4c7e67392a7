import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { CopyLink } from '../../components/CopyLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageHead } from '../../components/PageHead.tsx';
import { TableSkeleton } from '../../components/TableSkeleton.tsx';
import { useFilters } from '../../lib/useFilters.ts';
import { useCan } from '../../lib/useSession.ts';
import { CampaignLine } from './CampaignLine.tsx';
import { CampaignPicker } from './CampaignPicker.tsx';
import { InviteDrawer } from './InviteDrawer.tsx';
import { InviteTable } from './InviteTable.tsx';
import { CampaignInvites } from './CampaignInvites.tsx';
import { useCampaigns } from './inviteQueries.ts';
import { inviteSheetUrl } from './inviteSheetUrl.ts';
import { NewCampaign } from './NewCampaign.tsx';

const everything = 'all';

/** Codes of one campaign, or of all. */
export function Invites() {
  const { id } = useParams();
  const navigate = useNavigate();
  const { values, change } = useFilters(['campaign', 'search', 'state']);
  const [creating, setCreating] = useState(false);
  const runsThem = useCan('referral.issueInviteCodes');
  const campaigns = useCampaigns();
  const { rows = [], can = [] } = campaigns.data ?? {};
  const campaignId = values.campaign === everything ? undefined : values.campaign ?? (runsThem ? rows[0]?.id : undefined);
  const campaign = rows.find((each) => each.id === campaignId);
  const mayCreate = can.includes('channels.createCampaign');
  const choose = (next: string | undefined) => change({ campaign: next ?? everything });
  const create = (primary: boolean) => <Button {...(primary ? { type: 'primary' } : {})} icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)} data-testid="campaign-create">新建活动</Button>;
  const isFirst = campaigns.data !== undefined && rows.length === 0;
  const queryString = window.location.search;
  return (
    <>
      <PageHead
        title="邀请码" hint={runsThem ? '每位客户经理在每个活动有一个邀请码，客户凭码归属客户经理。' : '您在各个活动的邀请码，发给客户即可归属到您。'}
        actions={!isFirst && <><CopyLink /><Button icon={<DownloadOutlined aria-hidden />} href={inviteSheetUrl(campaignId, values)} download="邀请码.xlsx">导出 Excel</Button>{mayCreate && create(false)}</>}
      />
      {!campaigns.data && <div className="card">{campaigns.error ? <ErrorState error={campaigns.error} onRetry={() => void campaigns.refetch()} /> : <TableSkeleton columns={6} />}</div>}
      {isFirst && (
        <div className="card">
          {mayCreate
            ? <EmptyState title="还没有活动" hint="邀请码属于活动：先新建活动，选好活动期和参加机构，再为客户经理批量生成邀请码。" action={create(true)} />
            : <EmptyState title="还没有邀请码" hint="活动开始前，运营人员会为您生成邀请码，并通过企业微信发给您。" />}
        </div>
      )}
      {campaigns.data && !isFirst && (
        <>
          <div className="campaign-line"><CampaignPicker chosen={campaign} value={campaignId} onChange={choose} />{campaign && <CampaignLine key={campaign.id} campaign={campaign} />}</div>
          {campaign ? <CampaignInvites key={campaign.id} campaign={campaign} /> : <InviteTable campaignId={campaignId} />}
        </>
      )}
      <InviteDrawer id={id} campaigns={rows} onClose={() => navigate(`/invites${queryString}`, { replace: true })} />
      {creating && <NewCampaign onClose={() => setCreating(false)} onCreated={(made) => { setCreating(false); choose(made); }} />}
    </>
  );
}

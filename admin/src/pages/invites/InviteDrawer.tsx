import { Drawer } from 'antd';
import { CopyOutlined } from '@ant-design/icons';
import { CopyButton } from '../../components/CopyButton.tsx';
import { CopyLink } from '../../components/CopyLink.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { Time } from '../../components/Time.tsx';
import { count } from '../../lib/figures.ts';
import { InviteActions } from './InviteActions.tsx';
import { InviteMark, Sent } from './inviteColumns.tsx';
import { useInvite, type Campaign, type Invite } from './inviteQueries.ts';
import { inviteFigures, inviteWords } from './inviteWords.ts';
import { InviteWays } from './InviteWays.tsx';

/** One code, over the list. */
export function InviteDrawer({ id, campaigns, onClose }: { id: string | undefined; campaigns: readonly Campaign[]; onClose: () => void }) {
  const { data, error, refetch } = useInvite(id);
  return (
    <Drawer open={id !== undefined} onClose={onClose} size={520} title="邀请码详情" extra={<CopyLink />} destroyOnHidden>
      {data && <Content key={data.id} invite={data} campaign={campaigns.find((each) => each.id === data.campaign.id)} />}
      {!data && id && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
    </Drawer>
  );
}

const Content = ({ invite, campaign }: { invite: Invite; campaign: Campaign | undefined }) => (
  <>
    <div className="invite-head">
      <div><span className="strong">{invite.manager.name}</span> <span className="hint">{invite.manager.departmentName} · {invite.campaign.name}</span></div>
      <div className="invite-code">
        <code data-testid="invite-code">{invite.code}</code>
        <CopyButton text={invite.code} size="small" icon={<CopyOutlined aria-hidden />} done="已复制邀请码">复制</CopyButton>
      </div>
      <div className="invite-state"><InviteMark state={invite.state} />{invite.state !== 'disabled' && <span className="hint">{inviteWords.expiry(invite)}</span>}</div>
      <InviteActions invite={invite} campaignEnd={campaign?.to} />
    </div>
    <h3>使用情况</h3>
    <dl className="invite-figures">
      {inviteFigures.map(({ key, name, formula }) => <div key={key} title={formula}><dt>{name}</dt><dd>{count(invite.figures[key])}</dd></div>)}
    </dl>
    <h3>给客户的三种方式</h3>
    {invite.state === 'disabled' ? <p className="hint">{inviteWords.disabled}</p> : <InviteWays invite={invite} />}
    <h3>记录</h3>
    <dl className="facts">
      <dt>生成</dt><dd><Time at={invite.createdAt} /></dd>
      <dt>发送</dt><dd><Sent invite={invite} /></dd>
    </dl>
  </>
);

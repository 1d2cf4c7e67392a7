import { CopyOutlined } from '@ant-design/icons';
import { Tooltip, type TableColumnsType } from 'antd';
import { Link, useLocation } from 'react-router-dom';
import { staffChannelNames } from '../../../../shared/org/constants.ts';
import { inviteStateNames, type InviteState } from '../../../../shared/referral/constants.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { StateMark, type Mood } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { sayTimeInFull, sayUntil } from '../../lib/dates.ts';
import { count } from '../../lib/figures.ts';
import type { Invite } from './inviteQueries.ts';
import { inviteFigures } from './inviteWords.ts';

const moods: Record<InviteState, Mood> = { active: 'good', disabled: 'off', expired: 'busy' };
export const InviteMark = ({ state }: { state: InviteState }) => <StateMark mood={moods[state]}>{inviteStateNames[state]}</StateMark>;

export const inviteColumns = (withCampaign: boolean): TableColumnsType<Invite> => [
  { title: '客户经理', key: 'manager', render: (_, invite) => <ManagerCell invite={invite} /> },
  ...(withCampaign ? [{ title: '活动', key: 'campaign', render: (_: unknown, { campaign }: Invite) => <span className="ellipsis">{campaign.name}</span> }] : []),
  {
    title: '邀请码', key: 'code', width: 196,
    render: (_, { code, state }) => <span className="code-cell"><code className={state === 'active' ? 'code-text' : 'code-text code-off'}>{code}</code><CopyButton text={code} type="text" size="small" icon={<CopyOutlined />} aria-label={`复制邀请码 ${code}`} done="已复制邀请码" /></span>,
  },
  { title: '状态', key: 'state', width: 92, render: (_, { state }) => <InviteMark state={state} /> },
  { title: '有效至', key: 'expires', width: 136, render: (_, { expiresAt }) => <time dateTime={expiresAt} title={sayTimeInFull(expiresAt)}>{sayUntil(expiresAt)}</time> },
  ...inviteFigures.map(({ key, name, formula }) => ({
    title: <Tooltip title={formula}><span tabIndex={0}>{name}</span></Tooltip>, key, align: 'right' as const, width: 60, render: (_: unknown, { figures }: Invite) => <span className="figure">{count(figures[key])}</span>,
  })),
  { title: '发送', key: 'sent', width: 132, render: (_, invite) => <Sent invite={invite} /> },
];

/** The last time it reached the manager; why the try after it did not. */
export const Sent = ({ invite: { sent, sendProblem } }: { invite: Invite }) => (
  <>
    {sent ? <><Time at={sent.at} /> <span className="hint">{staffChannelNames[sent.by]}</span></> : !sendProblem && <span className="hint">还没有发送</span>}
    {sendProblem && <div className="problem">{sendProblem}</div>}
  </>
);

function ManagerCell({ invite: { id, manager } }: { invite: Invite }) {
  const { search } = useLocation();
  return <><Link className="strong" to={`/invites/${id}${search}`}>{manager.name}</Link><div className="hint">{manager.departmentName}</div></>;
}

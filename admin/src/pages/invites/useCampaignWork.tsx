import { App, Button } from 'antd';
import { useState } from 'react';
import { useLongWork, useLongWorkWith } from '../../components/useLongWork.tsx';
import { api } from '../../lib/api.ts';
import { useDepartments } from '../../lib/departments.ts';
import { useCan } from '../../lib/useSession.ts';
import { useManagerCount, useSendChannels, type Campaign } from './inviteQueries.ts';
import { inviteWords } from './inviteWords.ts';
import { SendCodes, type Sending } from './SendCodes.tsx';

/** What is done with all codes of one campaign; the progress of each campaign is its own, so the caller needs a `key`. */
export function useCampaignWork({ id, name, state, department }: Campaign) {
  const { modal } = App.useApp();
  const isOver = state === 'over';
  const mayIssue = useCan('referral.issueInviteCodes') && !isOver;
  const maySend = useCan('referral.sendInviteCodes') && !isOver;
  const departments = useDepartments({ enabled: mayIssue }).data?.rows;
  // who sees only a part of the campaign's department issues for that part
  const isSeen = departments?.some((each) => each.id === department.id) ?? false;
  const managers = useManagerCount(isSeen ? department.id : undefined).data;
  const issuing = useLongWork(`referral.issue.${id}`, (_, options) => api.referral.issueInviteCodes({ campaignId: id }, options));
  const sending = useLongWorkWith(`referral.send.${id}`, (sending: Sending, options) => api.referral.sendInviteCodes({ campaignId: id, ...sending }, options));
  const [asking, setAsking] = useState(false);
  const channels = useSendChannels();
  const ask = (words: { title: string; content: string; okText: string }, onOk: () => void) => modal.confirm({ ...words, cancelText: '取消', onOk });
  const issue = () => mayIssue && (
    <Button type="primary" loading={issuing.running} onClick={() => ask(inviteWords.issue(name, managers), issuing.begin)}>{issuing.running ? '正在生成' : '批量生成'}</Button>
  );
  const send = maySend && <Button loading={sending.running} onClick={() => setAsking(true)}>{sending.running ? '正在发送' : '发给客户经理'}</Button>;
  return { mayIssue, issue, send, bars: <>{issuing.bar}{sending.bar}{asking && <SendCodes {...inviteWords.send(name)} channels={channels} many onSend={sending.begin} onClose={() => setAsking(false)} />}</> };
}

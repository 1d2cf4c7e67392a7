import { App, Button, DatePicker, Form, Modal } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { api } from '../../lib/api.ts';
import { businessDay, endOfDay } from '../../lib/clock.ts';
import { lastDayOf, sayDay } from '../../lib/dates.ts';
import { useCan } from '../../lib/useSession.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { invitesKey, useSendChannels, type Invite } from './inviteQueries.ts';
import { inviteWords } from './inviteWords.ts';
import { SendCodes } from './SendCodes.tsx';

interface InviteActionsProps { invite: Invite; /** The campaign's last day, where it is known. */ campaignEnd: string | undefined }

export function InviteActions({ invite, campaignEnd }: InviteActionsProps) {
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const maySend = useCan('referral.sendInviteCodes') && invite.state === 'active' && invite.can.length > 0;
  const channels = useSendChannels();
  const [dialog, setDialog] = useState<'expiry' | 'send'>();
  const refresh = [[...invitesKey]];
  const disable = useWrite(api.referral.disableInviteCode, { refresh, onDone: () => void message.success('已停用') });
  const reissue = useWrite(api.referral.reissueInviteCode, {
    refresh, onDone: ({ id, code }) => { void message.success(`已换发，新邀请码 ${code}`); navigate(`/invites/${id}${window.location.search}`, { replace: true }); },
  });
  const send = useWrite(api.referral.sendInviteCodes, { refresh, onDone: () => void message.success('正在发送，结果见下方“记录”') });
  const may = (name: string) => invite.can.includes(name);
  const ask = (write: typeof disable, words: { title: string; content: string; okText: string }, danger: boolean) => modal.confirm({
    ...words, cancelText: '取消', okButtonProps: { danger }, onOk: () => write.mutateAsync({ id: invite.id }).catch(() => undefined), // shown as a toast
  });
  if (invite.can.length === 0) return null;
  return (
    <div className="actions">
      {maySend && <Button type="primary" loading={send.isPending} onClick={() => setDialog('send')}>发给本人</Button>}
      {may('referral.setInviteExpiry') && <Button onClick={() => setDialog('expiry')}>调整有效期</Button>}
      {may('referral.reissueInviteCode') && <Button loading={reissue.isPending} onClick={() => ask(reissue, inviteWords.reissue(invite), false)}>换发</Button>}
      {may('referral.disableInviteCode') && <Button danger loading={disable.isPending} onClick={() => ask(disable, inviteWords.disable(invite), true)}>停用</Button>}
      {dialog === 'expiry' && <ExpiryDialog invite={invite} campaignEnd={campaignEnd} onClose={() => setDialog(undefined)} />}
      {dialog === 'send' && (
        <SendCodes {...inviteWords.sendOne(invite)} channels={channels} many={false} onSend={(sending) => send.mutate({ campaignId: invite.campaign.id, ids: [invite.id], ...sending })} onClose={() => setDialog(undefined)} />
      )}
    </div>
  );
}

function ExpiryDialog({ invite, campaignEnd, onClose }: InviteActionsProps & { onClose: () => void }) {
  const [form] = Form.useForm<{ day: dayjs.Dayjs }>();
  const save = useWrite(api.referral.setInviteExpiry, { refresh: [[...invitesKey]], onDone: onClose });
  const [first, last] = [dayjs(businessDay()), campaignEnd ? dayjs(campaignEnd) : undefined];
  return (
    <Modal open title="调整有效期" okText="保存有效期" cancelText="取消" confirmLoading={save.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ day: dayjs(lastDayOf(invite.expiresAt)) }} onFinish={({ day }) => save.mutate({ id: invite.id, expiresAt: endOfDay(day.format('YYYY-MM-DD')) })}>
        <Form.Item name="day" label="有效至（含当天）" extra={campaignEnd ? `不晚于活动最后一天 ${sayDay(campaignEnd)}。单独设过有效期后，不再随活动调整。` : '不晚于活动最后一天。单独设过有效期后，不再随活动调整。'} rules={[{ required: true, message: '请选择日期' }]}>
          <DatePicker allowClear={false} disabledDate={(day) => day.isBefore(first, 'day') || (last !== undefined && day.isAfter(last, 'day'))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

import { Button, DatePicker, Form, Modal } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { campaignStateNames, type CampaignState } from '../../../../shared/channels/constants.ts';
import { StateMark, type Mood } from '../../components/StateMark.tsx';
import { api } from '../../lib/api.ts';
import { businessDay } from '../../lib/clock.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { campaignsKey, invitesKey, type Campaign } from './inviteQueries.ts';
import { inviteWords } from './inviteWords.ts';

const moods: Record<CampaignState, Mood> = { running: 'good', coming: 'busy', over: 'off' };

/** What the chosen campaign is, and its last day to change. */
export function CampaignLine({ campaign }: { campaign: Campaign }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <StateMark mood={moods[campaign.state]}>{campaignStateNames[campaign.state]}</StateMark>
      <span className="figure-line">{inviteWords.period(campaign)}</span>
      <span className="hint">面向{campaign.department.name}</span>
      {campaign.can.includes('channels.setCampaignEnd') && <Button type="link" size="small" onClick={() => setOpen(true)}>调整结束日</Button>}
      {open && <EndDialog campaign={campaign} onClose={() => setOpen(false)} />}
    </>
  );
}

function EndDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const [form] = Form.useForm<{ to: dayjs.Dayjs }>();
  const save = useWrite(api.channels.setCampaignEnd, { refresh: [[...campaignsKey], [...invitesKey]], onDone: onClose });
  const earliest = dayjs(campaign.from > businessDay() ? campaign.from : businessDay());
  return (
    <Modal open title="调整结束日" okText="保存结束日" cancelText="取消" confirmLoading={save.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ to: dayjs(campaign.to) }} onFinish={({ to }) => save.mutate({ id: campaign.id, to: to.format('YYYY-MM-DD') })}>
        <p className="dialog-words">「{campaign.name}」随活动结束而过期的邀请码会一起调整；单独设过有效期的不变。</p>
        <Form.Item name="to" label="最后一天（含）" rules={[{ required: true, message: '请选择日期' }]}>
          <DatePicker allowClear={false} disabledDate={(day) => day.isBefore(earliest, 'day')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

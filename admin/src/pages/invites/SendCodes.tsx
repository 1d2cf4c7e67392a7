import { Checkbox, Form, Modal, Radio } from 'antd';
import { staffChannelNames, type StaffChannel } from '../../../../shared/org/constants.ts';
import { inviteWords } from './inviteWords.ts';

export interface Sending { by: StaffChannel; unsentOnly: boolean }
interface SendCodesProps { title: string; content: string; channels: readonly StaffChannel[]; /** Offers to leave out whom one has reached. */ many: boolean; onSend: (sending: Sending) => void; onClose: () => void }

/** Asks by what managers are to get their codes. */
export function SendCodes({ title, content, channels, many, onSend, onClose }: SendCodesProps) {
  const [form] = Form.useForm<Sending>();
  const send = (sending: Sending) => {
    onSend({ ...sending, unsentOnly: many && sending.unsentOnly });
    onClose();
  };
  return (
    <Modal open title={title} okText="发送" cancelText="取消" onOk={form.submit} onCancel={onClose}>
      <p className="dialog-words">{content}</p>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ by: 'wecom', unsentOnly: true }} onFinish={send}>
        <Form.Item name="by" label="发送方式">
          <Radio.Group className="role-boxes" options={channels.map((value) => ({ value, label: <>{staffChannelNames[value]} <span className="hint">{inviteWords.sendBy[value]}</span></> }))} />
        </Form.Item>
        {many && <Form.Item name="unsentOnly" valuePropName="checked" extra="不选时，收到过的人会再收到一条"><Checkbox>只发给还没有收到的人</Checkbox></Form.Item>}
      </Form>
    </Modal>
  );
}

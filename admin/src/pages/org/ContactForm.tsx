import { App, Button, Form, Input } from 'antd';
import { api } from '../../lib/api.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { staffKey, type Staff } from './staffQueries.ts';

interface Entered { phone?: string; mail?: string }
const digits = (text = '') => text.replace(/\s/g, '');

/** Where messages to a person go. What is known is shown masked, so the fields stay empty until somebody enters another. */
export function ContactForm({ staff: { userid, phone, mail } }: { staff: Staff }) {
  const { message, modal } = App.useApp();
  const [form] = Form.useForm<Entered>();
  const save = useWrite(api.org.setContact, { refresh: [[...staffKey]], onDone: () => { form.resetFields(); void message.success('联系方式已更新'); } });
  const submit = ({ phone: entered, mail: address }: Entered) => {
    const given = { ...(digits(entered) ? { phone: digits(entered) } : {}), ...(address?.trim() ? { mail: address.trim() } : {}) };
    if (Object.keys(given).length === 0) return void message.info('没有填写新的手机号或邮箱');
    save.mutate({ userid, ...given });
  };
  const askBack = () => modal.confirm({
    title: '改用企业微信里的联系方式？', content: '这里填写的手机号和邮箱会被清除，下次同步时换成企业微信提供的；企业微信没有提供的留空。', okText: '清除', okButtonProps: { danger: true }, cancelText: '取消',
    onOk: () => save.mutateAsync({ userid, phone: null, mail: null }).catch(() => undefined), // shown as a toast
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} className="drawer-block" onFinish={submit}>
      <Form.Item name="phone" label="手机号" extra={phone ? '留空则不变' : '企业微信没有提供，短信通知需要它'} rules={[{ pattern: /^\s*1[3-9](\s*\d){9}\s*$/, message: '请填写 11 位手机号' }]}><Input inputMode="tel" maxLength={20} placeholder={phone || '还没有登记'} /></Form.Item>
      <Form.Item name="mail" label="邮箱" extra={mail ? '留空则不变' : '企业微信没有提供，邮件通知需要它'} rules={[{ type: 'email', transform: (text: string) => text.trim(), message: '请填写有效的邮箱地址' }]}><Input inputMode="email" maxLength={254} placeholder={mail || '还没有登记'} /></Form.Item>
      <div className="actions">
        <Button htmlType="submit" loading={save.isPending}>保存联系方式</Button>
        {(phone || mail) && <Button type="text" onClick={askBack}>清除</Button>}
      </div>
    </Form>
  );
}

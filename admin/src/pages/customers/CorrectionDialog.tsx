import { App, Form, Input, Modal, Radio } from 'antd';
import { useEffect } from 'react';
import { StaffSelect } from '../../components/StaffSelect.tsx';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/apiError.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { attributionKey, type Attribution } from './attributionQueries.ts';

interface Fields { to: 'manager' | 'nobody'; manager?: string[]; reason: string }
interface CorrectionDialogProps { customerId: string; customerName: string; holder: Attribution['holder']; onClose: () => void }

/** Asks for another manager, or for none; somebody else decides. */
export function CorrectionDialog({ customerId, customerName, holder, onClose }: CorrectionDialogProps) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const to = Form.useWatch('to', form) ?? 'manager';
  const ask = useWrite(api.attribution.requestCorrection, {
    quiet: true, refresh: [[...attributionKey, customerId], ['org', 'listApprovals']], onDone: () => { void message.success('已提交，批准后管户更正'); onClose(); },
  });
  useEffect(() => {
    const { error } = ask;
    if (!error) return;
    const words = isApiError(error) ? `${error.message}，${error.action}` : '没有完成，请重试';
    form.setFields([{ name: isApiError(error, 'platform.badInput') ? 'reason' : to === 'nobody' ? 'to' : 'manager', errors: [isApiError(error) ? error.issues[0]?.message ?? words : words] }]);
  }, [ask.error]); // said once for each refusal
  return (
    <Modal open title="申请更正管户" okText="提交申请" cancelText="取消" confirmLoading={ask.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ to: 'manager', reason: '' }} onFinish={({ to: target, manager, reason }) => ask.mutate({ customerId, userid: target === 'nobody' ? null : manager?.[0] ?? null, reason })}>
        <p className="dialog-words">{customerName}{holder ? `现在由${holder.name}管户。` : '现在没有管户客户经理。'}更正要由另一位同事批准才会生效。</p>
        <Form.Item name="to" label="更正为"><Radio.Group options={[{ value: 'manager', label: '另一位客户经理' }, ...(holder ? [{ value: 'nobody', label: '没有管户' }] : [])]} /></Form.Item>
        {to === 'manager' && <Form.Item name="manager" label="客户经理" rules={[{ required: true, message: '请选择客户经理' }]}><StaffSelect placeholder="输入姓名查找客户经理" canAddCustomers onChange={() => undefined} /></Form.Item>}
        <Form.Item name="reason" label="原因" rules={[{ required: true, whitespace: true, min: 5, message: '请说明原因，至少 5 个字' }]}><Input.TextArea maxLength={300} showCount autoSize={{ minRows: 3, maxRows: 6 }} placeholder="为什么应当更正，审批人会看到" /></Form.Item>
      </Form>
    </Modal>
  );
}

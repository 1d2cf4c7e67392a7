import { MobileOutlined, WechatOutlined, WechatWorkOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { Time } from '../../components/Time.tsx';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/apiError.ts';
import { useWrite } from '../../lib/useWrite.ts';
import type { CustomerInFull } from './customerQueries.ts';

type Merge = CustomerInFull['merges'][number];
const icons: Record<CustomerInFull['identities'][number]['kind'], ReactNode> = { externalContact: <WechatWorkOutlined aria-hidden />, miniProgram: <WechatOutlined aria-hidden />, phone: <MobileOutlined aria-hidden /> };

/** By what this person is known, and which records were found to be one. */
export function IdentityTab({ customer: { identities, merges } }: { customer: CustomerInFull }) {
  const [splitting, setSplitting] = useState<Merge>();
  return (
    <>
      <h3>怎样认出这位客户</h3>
      {identities.length === 0 && <p className="hint">还没有可以认出客户的信息</p>}
      <ul className="lines">{identities.map(({ kind, words, at }) => <li key={`${kind}-${words}`} className="identity">{icons[kind]}<span>{words}</span><span className="grow" />{at && <span className="hint"><Time at={at} /></span>}</li>)}</ul>
      <h3>合并记录</h3>
      {merges.length === 0 && <p className="hint">没有合并过。同一微信或同一已验证手机号的记录，会自动合并成一位客户。</p>}
      <ul className="lines">
        {merges.map((merge) => (
          <li key={merge.id}>
            <div className="line-head"><span>{merge.words}</span>{merge.can.includes('customers.unmerge') && <Button size="small" onClick={() => setSplitting(merge)} aria-label={`拆分：${merge.words}`}>拆分</Button>}</div>
            <div className="hint"><Time at={merge.at} />合并{merge.undoneAt && <>，<Time at={merge.undoneAt} />拆分</>}</div>
          </li>
        ))}
      </ul>
      {splitting && <SplitDialog merge={splitting} onClose={() => setSplitting(undefined)} />}
    </>
  );
}

function SplitDialog({ merge, onClose }: { merge: Merge; onClose: () => void }) {
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const split = useWrite(api.customers.unmerge, { refresh: [['customers'], ['attribution'], ['privacy']], onDone: () => { void message.success('已拆分成两位客户'); onClose(); } });
  const issue = isApiError(split.error) ? split.error.issues[0]?.message : undefined;
  return (
    <Modal open title="拆分这位客户？" okText="拆分" okButtonProps={{ danger: true }} cancelText="取消" confirmLoading={split.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <p className="dialog-words">{merge.words}。拆分后两条记录各自恢复成合并前的样子，归属按各自的触达重新判断，之后不会再因同一特征自动合并。需要再次验证您的身份。</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => split.mutate({ mergeId: merge.id, reason })}>
        <Form.Item name="reason" label="原因" rules={[{ required: true, whitespace: true, min: 5, message: '请说明原因，至少 5 个字' }]} {...(issue ? { help: issue, validateStatus: 'error' as const } : {})}><Input.TextArea maxLength={200} showCount autoSize={{ minRows: 2, maxRows: 5 }} placeholder="例如“夫妻共用一个手机号”" /></Form.Item>
      </Form>
    </Modal>
  );
}

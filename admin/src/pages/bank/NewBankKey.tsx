import { Alert, Button, Form, Input, Modal } from 'antd';
import { CopyButton } from '../../components/CopyButton.tsx';
import type { Answer, Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { bankKey } from './bankQueries.ts';

type MadeKey = Answer<Api['bank']['createBankKey']>;
const nameLength = 30;

/** Makes a key; its secret is seen here and nowhere again. */
export function NewBankKey({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<{ name: string }>();
  const create = useWrite(api.bank.createBankKey, { refresh: [[...bankKey, 'listBankKeys']] });
  if (create.data) return <Secret made={create.data} onClose={onClose} />;
  return (
    <Modal open title="新建密钥" okText="新建密钥" cancelText="取消" confirmLoading={create.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ name }) => create.mutate({ name: name.trim() })}>
        <Form.Item name="name" label="名称" extra="写明给哪个系统用，便于以后辨认" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}><Input maxLength={nameLength} showCount placeholder="例如“核心系统”" /></Form.Item>
      </Form>
    </Modal>
  );
}

/** Closed by its button alone: a click beside it must not lose the secret. */
const Secret = ({ made: { id, name, secret }, onClose }: { made: MadeKey; onClose: () => void }) => (
  <Modal open title={`已新建「${name}」`} closable={false} mask={{ closable: false }} keyboard={false} footer={<Button type="primary" onClick={onClose} data-testid="secret-kept">我已保存密钥</Button>}>
    <Alert type="warning" showIcon title="密钥只显示这一次" description="关闭后不能再查看。请现在复制，用安全的方式交给银行系统的人员；若遗失，请新建密钥并停用这一个。" />
    <dl className="facts key-facts">
      <dt>密钥编号</dt><dd><code className="id">{id}</code> <CopyButton text={id} size="small" done="已复制密钥编号">复制编号</CopyButton></dd>
      <dt>密钥</dt><dd><code className="id" data-testid="secret">{secret}</code> <CopyButton text={secret} size="small" done="已复制密钥">复制密钥</CopyButton></dd>
    </dl>
  </Modal>
);

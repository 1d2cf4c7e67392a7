import { Alert, Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { codeLimits } from '../../../../shared/channels/constants.ts';
import { StaffSelect } from '../../components/StaffSelect.tsx';
import { isApiError } from '../../lib/apiError.ts';
import { rememberName } from '../../lib/useStaffChoices.ts';
import { dropDraft, keepDraft, readDraft } from './codeDraft.ts';
import { checkStaff, fieldErrors, fieldsOf, noFields } from './codeForm.ts';
import { useWelcomes } from './codeQueries.ts';
import type { Code, CodeFields } from './codeTypes.ts';
import { StaffField } from './StaffField.tsx';
import { TagField } from './TagField.tsx';
import { WelcomeField } from './WelcomeField.tsx';
import { WelcomePhone } from './WelcomePhone.tsx';

interface CodeEditorProps { code?: Code; submitName: string; onSubmit: (fields: CodeFields) => void; pending: boolean; error: unknown }

/** Left the form, right what the customer will see. */
export function CodeEditor({ code, submitName, onSubmit, pending, error }: CodeEditorProps) {
  const [form] = Form.useForm<CodeFields>();
  const [draft, setDraft] = useState(() => (code ? undefined : readDraft()));
  const [initial] = useState(() => (code ? fieldsOf(code) : { ...noFields, ...draft }));
  const welcomes = useWelcomes().data?.rows;
  const versionId = Form.useWatch('welcomeVersionId', form);
  const staff = Form.useWatch('staff', form);
  const prefix = Form.useWatch('remarkPrefix', form)?.trim() ?? '';

  for (const { userid, name } of code ? [...code.staff, code.backup] : []) rememberName(userid, name);
  useEffect(() => {
    const first = welcomes?.[0];
    if (first && !form.getFieldValue('welcomeVersionId')) form.setFieldValue('welcomeVersionId', first.versionId);
  }, [welcomes, form]);
  useEffect(() => {
    const refused = fieldErrors(error);
    form.setFields(refused);
    if (refused[0]) form.scrollToField(refused[0].name, { block: 'center', focus: true });
  }, [error, form]);

  const onChange = (changed: Partial<CodeFields>) => {
    const firstChosen = changed.staff?.[0]?.userid;
    if (firstChosen && !form.getFieldValue('backupUserid')) form.setFieldValue('backupUserid', firstChosen);
    if (!code) keepDraft(form.getFieldsValue());
  };
  const startAnew = () => { dropDraft(); setDraft(undefined); form.setFieldsValue({ ...noFields, welcomeVersionId: welcomes?.[0]?.versionId ?? '' }); };

  return (
    <div className="editor">
      <Form form={form} layout="vertical" className="card section editor-form" requiredMark={false} initialValues={initial} onValuesChange={onChange} onFinish={onSubmit} scrollToFirstError={{ block: 'center', focus: true }}>
        {draft && <Alert className="alert" type="info" title="已恢复上次没有提交的内容" action={<Button size="small" onClick={startAnew}>清空重填</Button>} />}
        <Form.Item name="name" label="名称" extra="只有同事看得到，例如“城东支行 大堂立牌”" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
          <Input maxLength={codeLimits.nameLength} showCount placeholder="放在哪里、给谁用" data-testid="code-name" />
        </Form.Item>
        <Form.Item name="staff" label="客户经理" extra="客户扫码后，由当班且未达上限的人接待" rules={[{ validator: (_, value: CodeFields['staff']) => checkStaff(value) }]}><StaffField /></Form.Item>
        <Form.Item name="backupUserid" label="备用接待" extra="无人当班或都已达上限时，由这位接待" rules={[{ required: true, message: '请选择备用接待' }]} getValueProps={(value: string) => ({ value: value ? [value] : [] })} normalize={(value: string[]) => value[0] ?? ''}>
          <StaffSelect canAddCustomers placeholder="输入姓名查找备用接待" onChange={() => undefined} />
        </Form.Item>
        <Form.Item name="tagIds" label="自动标签"><TagField /></Form.Item>
        <Form.Item name="remarkPrefix" label="备注前缀" extra={prefix ? `客户经理看到的备注：${prefix}微信昵称` : '可不填。填写后加在客户的微信昵称前，方便客户经理辨认来源'}>
          <Input maxLength={codeLimits.remarkPrefixLength} showCount placeholder="例如“城东-”" className="short" />
        </Form.Item>
        <Form.Item name="welcomeVersionId" label="欢迎语" rules={[{ required: true, message: '请选择欢迎语' }]}><WelcomeField /></Form.Item>
        {isApiError(error) && <Alert className="alert" type="error" showIcon title={error.message} description={error.requestId ? `${error.action}。请求编号 ${error.requestId}` : error.action} />}
        <Button type="primary" htmlType="submit" loading={pending} data-testid="code-submit">{submitName}</Button>
      </Form>
      <WelcomePhone versionId={versionId} userid={staff?.[0]?.userid} />
    </div>
  );
}

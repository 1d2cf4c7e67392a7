import { Alert, Button, DatePicker, Form, Input, InputNumber, Radio, Switch } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { Api } from '../../../../shared/api.ts';
import { policyModeNames, policyModes, previewDays, touchKindNames, weighedKinds } from '../../../../shared/attribution/constants.ts';
import { useLongWorkWith } from '../../components/useLongWork.tsx';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/apiError.ts';
import { businessDay, businessTime, startOfDay } from '../../lib/clock.ts';
import { count } from '../../lib/figures.ts';
import { DraftLine } from './DraftLine.tsx';
import { PolicyDifferences } from './PolicyDifferences.tsx';
import { PreviewAnswer } from './PreviewAnswer.tsx';
import type { Policies, Rules } from './policyQueries.ts';
import { policyWords } from './policyWords.ts';
import { usePolicyDraft } from './usePolicyDraft.ts';
import { WeightField } from './WeightField.tsx';

interface Fields { rules: Rules; from: dayjs.Dayjs; note: string }
interface PolicyEditorProps { policies: Policies; userid: string; onSubmit: (input: Parameters<Api['attribution']['proposePolicy']>[0]) => void; onDiscard: () => void; pending: boolean; error: unknown }

const mostDays = 3_650;

/** Left the rules, right what they mean; below, whom they would move. */
export function PolicyEditor({ policies, userid, onSubmit, onDiscard, pending, error }: PolicyEditorProps) {
  const [form] = Form.useForm<Fields>();
  const [base] = useState(() => policies.rows.find(({ state }) => state === 'published')); // newest first: the one that a new version follows
  const { draft, keep } = usePolicyDraft(userid, base);
  const first = dayjs(earliestDay(policies));
  const [initial] = useState(() => startOf(draft ?? { rules: base?.rules, from: earliestDay(policies), note: '' }, first));
  const rules = Form.useWatch('rules', form) ?? initial.rules;
  const [tried, setTried] = useState<Rules>();
  const preview = useLongWorkWith('attribution.preview', api.attribution.previewPolicy);
  const isChanged = !sameRules(rules, base?.rules);
  const tryOut = () => {
    if (!rules) return;
    void form.validateFields([['rules', 'windowDays']]).then(() => { setTried(rules); preview.begin({ rules }); }, () => undefined); // told beside the field
  };
  const done = preview.work?.state === 'done' ? preview.work : undefined;
  return (
    <>
      <div className="policy-editor">
        <Form form={form} layout="vertical" requiredMark={false} className="card section editor-form" initialValues={initial} scrollToFirstError={{ block: 'center', focus: true }}
          onValuesChange={(_, { rules: written, from, note }: Fields) => keep({ rules: written, from: from.format('YYYY-MM-DD'), note })} onFinish={({ rules: sent, from, note }) => onSubmit({ rules: sent, note, effectiveFrom: startOfDay(from.format('YYYY-MM-DD')) })}>
          <DraftLine draft={draft} follows={base?.version ?? 0} isMoved={initial.isMoved} onDiscard={onDiscard} />
          <Form.Item name={['rules', 'mode']} label="同样强的触达">
            <Radio.Group className="role-boxes" options={policyModes.map((mode) => ({ value: mode, label: <>{policyModeNames[mode]} <span className="hint">{policyWords.mode[mode]}</span></> }))} />
          </Form.Item>
          <Form.Item name={['rules', 'windowDays']} label="有效期" extra="这么久没有新的触达，其他客户经理的触达就可以接手" rules={[{ required: true, message: '请填写 1 至 3650 天' }]}><InputNumber min={1} max={mostDays} precision={0} suffix="天" className="days" /></Form.Item>
          <div className="weights" role="group" aria-labelledby="weights-name">
            <p id="weights-name">每种触达的强度</p>
            <p className="hint">强的会从弱的手里带走客户；0 表示不计。</p>
            {weighedKinds.map((kind) => <Form.Item key={kind} name={['rules', 'weights', kind]} noStyle><WeightField name={touchKindNames[kind]} hint={policyWords.kindHint[kind]} /></Form.Item>)}
          </div>
          <Form.Item name={['rules', 'lockOnConfirm']} label="银行确认管户后不再变动" valuePropName="checked" extra="打开后，只有银行解除、交接或经审批的更正能改变"><Switch /></Form.Item>
          <Form.Item name="from" label="生效日期" extra="从这天 0 点起；之前的触达不受影响" rules={[{ required: true, message: '请选择生效日期' }]}><DatePicker allowClear={false} disabledDate={(day) => day.isBefore(first, 'day')} /></Form.Item>
          <Form.Item name="note" label="修改原因" rules={[{ required: true, whitespace: true, message: '请说明修改原因' }]}><Input.TextArea maxLength={200} showCount autoSize={{ minRows: 2, maxRows: 5 }} placeholder="审批人会看到" /></Form.Item>
          {isApiError(error) && <Alert className="alert" type="error" showIcon title={error.message} description={error.issues[0]?.message ?? error.action} />}
          <div className="actions">
            <Button type="primary" htmlType="submit" loading={pending} disabled={!isChanged} data-testid="policy-submit">提交审批</Button>
            <span className="hint">{isChanged ? '提交后由合规审核人员审批' : '规则还没有改动'}</span>
          </div>
        </Form>
        <aside className="card section policy-words">
          <h2>改后的规则</h2>
          <p aria-live="polite">{rules && policyWords.sentence(rules)}</p>
          <h3>试算</h3>
          <p className="hint">用改后的规则重算最近 {previewDays} 天的触达，看哪些客户会归别的客户经理。只是试算，什么都不改。</p>
          <Button onClick={tryOut} loading={preview.running} data-testid="policy-preview">{preview.running ? '正在试算' : `试算 ${count(previewDays)} 天`}</Button>
          {preview.bar}
          {done && <PreviewAnswer progressId={done.id} isStale={tried !== undefined && !sameRules(tried, rules)} startedAt={done.startedAt} />}
        </aside>
      </div>
      {done && <PolicyDifferences key={done.id} progressId={done.id} />}
    </>
  );
}

const listed = ({ mode, windowDays, weights, lockOnConfirm }: Rules) => [mode, windowDays, lockOnConfirm, ...weighedKinds.map((kind) => weights[kind])].join();
const sameRules = (a: Rules | undefined, b: Rules | undefined): boolean => a !== undefined && b !== undefined && listed(a) === listed(b);

/** What the form begins with: a draft's day may have passed meanwhile. */
function startOf({ rules, from, note }: { rules: Rules | undefined; from: string; note: string }, first: dayjs.Dayjs) {
  const isMoved = dayjs(from).isBefore(first, 'day');
  return { rules, from: isMoved ? first : dayjs(from), note, isMoved };
}

/** Rules never reach back: from tomorrow, and after every published version. */
function earliestDay({ rows }: Policies): string {
  const tomorrow = businessDay(1);
  const last = rows.filter(({ state }) => state === 'published').map(({ effectiveFrom }) => businessTime(effectiveFrom).add(1, 'day').format('YYYY-MM-DD'));
  return [tomorrow, ...last].reduce((latest, day) => (day > latest ? day : latest));
}

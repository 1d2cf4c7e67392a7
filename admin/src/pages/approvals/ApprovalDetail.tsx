import { App, Button, Input, type GetRef } from 'antd';
import { useRef, useState } from 'react';
import { approvalKindNames, approvalStateNames, roleNames } from '../../../../shared/org/constants.ts';
import { StateMark } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { api } from '../../lib/api.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { approvalMoods, type Approval } from './approvalQueries.ts';
import { approvalWords } from './approvalWords.ts';
import { Differences } from './Differences.tsx';
import { useQueueKeys } from './useQueueKeys.ts';

const mostWords = 500;

/** What is asked for, why, who has decided, and the decision. */
export function ApprovalDetail({ approval, onDecided }: { approval: Approval; onDecided: (() => void) | undefined }) {
  const { kind, title, reason, details, state, author, departmentName, createdAt } = approval;
  return (
    <article className="card section" data-testid="approval">
      <div className="section-head"><span className="tag">{approvalKindNames[kind]}</span><StateMark mood={approvalMoods[state]}>{approvalStateNames[state]}</StateMark></div>
      <h2>{title}</h2>
      <p className="hint">{author.name} · {departmentName}，<Time at={createdAt} />提交</p>
      <h3>原因</h3>
      <p className="approval-reason">{reason}</p>
      <Differences details={details} />
      <h3>审批</h3>
      <Decisions approval={approval} />
      <Decide approval={approval} onDecided={onDecided} />
    </article>
  );
}

function Decisions({ approval: { decisions, neededRoles, state } }: { approval: Approval }) {
  const missing = neededRoles.filter((role) => !decisions.some((each) => each.role === role));
  return (
    <ul className="lines">
      {decisions.map(({ userid, name, role, approved, comment, at, onBehalfOf }) => (
        <li key={`${userid}-${role}`}>
          <div className="line-head"><StateMark mood={approved ? 'good' : 'bad'}>{approved ? '同意' : '不同意'}</StateMark><span className="hint"><Time at={at} /></span></div>
          <div>{name}（{roleNames[role]}）{onBehalfOf && `，代${onBehalfOf.name}审批`}</div>
          {comment && <div className="hint">{comment}</div>}
        </li>
      ))}
      {state === 'pending' && missing.map((role) => <li key={role}><StateMark mood="busy">{`等${roleNames[role]}审批`}</StateMark></li>)}
      {state === 'withdrawn' && <li><span className="hint">申请人已撤回</span></li>}
    </ul>
  );
}

function Decide({ approval, onDecided }: { approval: Approval; onDecided: (() => void) | undefined }) {
  const { modal, message } = App.useApp();
  const [comment, setComment] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const field = useRef<GetRef<typeof Input.TextArea>>(null);
  const refresh = [['org'], ['attribution']];
  const decide = useWrite(api.org.decideApproval, { refresh, onDone: ({ decisions }) => { void message.success(decisions.at(-1)?.approved ? '已同意' : '已记为不同意'); onDecided?.(); } });
  const withdraw = useWrite(api.org.withdrawApproval, { refresh, onDone: () => void message.success('已撤回') });
  const mayDecide = approval.can.includes('org.decideApproval');
  const send = (approved: boolean) => decide.mutateAsync({ id: approval.id, approved, comment: comment.trim() }).catch(() => undefined); // shown as a toast
  const agree = () => { if (mayDecide && !decide.isPending) modal.confirm({ ...approvalWords.agree(approval), cancelText: '取消', autoFocusButton: 'ok', onOk: () => send(true) }); };
  const refuse = () => {
    if (!mayDecide || decide.isPending) return;
    setIsMissing(comment.trim() === '');
    if (comment.trim() === '') return field.current?.focus();
    modal.confirm({ ...approvalWords.refuse(approval), cancelText: '取消', okButtonProps: { danger: true }, autoFocusButton: 'ok', onOk: () => send(false) });
  };
  const askWithdraw = () => modal.confirm({ ...approvalWords.withdraw(approval), cancelText: '取消', onOk: () => withdraw.mutateAsync({ id: approval.id }).catch(() => undefined) }); // shown as a toast
  useQueueKeys({ a: agree, r: refuse });
  return (
    <>
      {mayDecide && (
        <div className="decide">
          <label>审批意见<Input.TextArea ref={field} value={comment} maxLength={mostWords} autoSize={{ minRows: 2, maxRows: 6 }} placeholder="同意时可不填，不同意时请写明原因" status={isMissing ? 'error' : ''} onChange={(event) => { setComment(event.target.value); setIsMissing(false); }} /></label>
          {isMissing && <p className="field-error" role="alert">不同意时请写明原因</p>}
          <div className="actions">
            <Button type="primary" loading={decide.isPending} onClick={agree} data-testid="approve">同意</Button>
            <Button danger disabled={decide.isPending} onClick={refuse} data-testid="refuse">不同意</Button>
          </div>
        </div>
      )}
      {approval.can.includes('org.withdrawApproval') && <div className="decide"><p className="hint">这是您自己的申请，由别的同事审批。</p><div className="actions"><Button loading={withdraw.isPending} onClick={askWithdraw}>撤回申请</Button></div></div>}
    </>
  );
}

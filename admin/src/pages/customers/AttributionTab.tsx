import { LockOutlined } from '@ant-design/icons';
import { Alert, Button, Timeline } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { touchKindNames } from '../../../../shared/attribution/constants.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { Time } from '../../components/Time.tsx';
import { businessTime } from '../../lib/clock.ts';
import { useAttribution, type Touch } from './attributionQueries.ts';
import { attributionWords } from './attributionWords.ts';
import { CorrectionDialog } from './CorrectionDialog.tsx';
import { IntervalBar } from './IntervalBar.tsx';

/** Whose the customer is, since when, and why. */
export function AttributionTab({ customerId, customerName }: { customerId: string; customerName: string }) {
  const { data, error, refetch } = useAttribution(customerId);
  const [asking, setAsking] = useState(false);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />;
  const { holder, intervals, touches, pendingApprovalId, can } = data;
  return (
    <>
      <p className="holder-words" data-testid="holder-words">{attributionWords.holder(data)}{holder?.locked && <span className="mark mark-good"> <LockOutlined aria-hidden /> 已锁定</span>}</p>
      {holder && <p className="hint">{holder.words}</p>}
      {pendingApprovalId && <Alert className="alert tab-alert" type="info" showIcon title="更正申请正在审批" description={<Link to={`/approvals/${pendingApprovalId}?show=all`}>查看审批</Link>} />}
      {can.includes('attribution.requestCorrection') && <Button className="tab-act" onClick={() => setAsking(true)} data-testid="ask-correction">申请更正</Button>}
      {intervals.length > 0 && <><h3>历任管户</h3><IntervalBar intervals={intervals} /></>}
      <h3>触达与判断</h3>
      {touches.length === 0 && <p className="hint">还没有触达。客户添加客户经理、扫码或兑换邀请码后，会出现在这里。</p>}
      <Timeline items={touches.map((touch) => ({ key: touch.id, content: <TouchItem {...touch} /> }))} />
      {asking && <CorrectionDialog customerId={customerId} customerName={customerName} holder={holder} onClose={() => setAsking(false)} />}
    </>
  );
}

const lateMinutes = 10;

function TouchItem({ kind, at, recordedAt, manager, campaignName, words, decisions }: Touch) {
  const standing = decisions.filter(({ supersededAt }) => supersededAt === null);
  const superseded = decisions.filter(({ supersededAt }) => supersededAt !== null);
  const isLate = businessTime(recordedAt).diff(businessTime(at), 'minute') >= lateMinutes;
  return (
    <div className="touch">
      <div><span className="strong">{touchKindNames[kind]}</span>{manager && <> · {manager.name}</>}{campaignName && <> · {campaignName}</>}</div>
      {words && <div className="hint">{words}</div>}
      {standing.map(({ id, words: decided, policyVersion }) => <div key={id} title={`按管户规则第 ${policyVersion} 版`}>{decided}</div>)}
      {superseded.length > 0 && (
        <details className="superseded">
          <summary>先前的判断 {superseded.length} 次</summary>
          {superseded.map(({ id, words: decided, supersededWords, decidedAt }) => <div key={id}><s>{decided}</s><div className="hint">{supersededWords}（<Time at={decidedAt} />判断）</div></div>)}
        </details>
      )}
      <div className="hint"><Time at={at} />{isLate && <>，<Time at={recordedAt} />补记</>}</div>
    </div>
  );
}

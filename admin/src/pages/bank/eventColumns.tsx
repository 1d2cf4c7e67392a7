import { Tooltip, type TableColumnsType } from 'antd';
import { Link } from 'react-router-dom';
import { bankEventStateNames, bankEventTypeNames, waitReasonWords } from '../../../../shared/bank/constants.ts';
import { StateMark } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { sayAmount, sayAmountInFull } from '../../lib/amounts.ts';
import { sayTime, sayTimeInFull } from '../../lib/dates.ts';
import type { BankEvent } from './bankQueries.ts';
import { bankUrl } from './bankUrl.ts';

/** What was found within this time did not wait. */
const atOnceMs = 60_000;
const none = <span className="hint">–</span>;

export const eventColumns: TableColumnsType<BankEvent> = [
  { title: '事件编号', key: 'id', width: 200, render: (_, { eventId, reversesEventId }) => <><code className="id">{eventId}</code>{reversesEventId && <div className="hint">冲正 <Link to={bankUrl({ tab: 'events', search: reversesEventId })}><code className="id">{reversesEventId}</code></Link></div>}</> },
  { title: '类型', key: 'type', width: 130, render: (_, { type, productCode }) => <>{bankEventTypeNames[type]}{productCode && <div className="hint">{productCode}</div>}</> },
  { title: '发生时间', key: 'at', width: 170, render: (_, { occurredAt, receivedAt, isLate }) => <><Time at={occurredAt} /><div className="hint" title={sayTimeInFull(receivedAt)}>{isLate && <LateMark />}收到 {sayTime(receivedAt)}</div></> },
  { title: '银行客户号', key: 'customer', width: 120, render: (_, { bankCustomerNo, phone }) => <><span className="figure">{bankCustomerNo}</span>{phone && <div className="hint figure">{phone}</div>}</> },
  { title: '金额', key: 'amount', width: 120, align: 'right', render: (_, { amountFen }) => (amountFen === null ? none : <span className="figure" title={sayAmountInFull(amountFen)}>{sayAmount(amountFen)}</span>) },
  { title: '客户经理工号', key: 'manager', width: 136, className: 'after-amount', render: (_, { managerEmployeeNo }) => managerEmployeeNo || none },
  { title: '状态', key: 'state', render: (_, event) => <State {...event} /> },
  { title: '来源', dataIndex: 'source', width: 140 },
];

const LateMark = () => <Tooltip title="发生超过 24 小时才收到"><span className="late" tabIndex={0}>迟到</span></Tooltip>;

function State({ state, reason, appliedAt, receivedAt }: BankEvent) {
  const waited = appliedAt !== null && Date.parse(appliedAt) - Date.parse(receivedAt) > atOnceMs;
  return (
    <>
      <StateMark mood={state === 'applied' ? 'good' : 'busy'}>{bankEventStateNames[state]}</StateMark>
      {reason && <div className="hint">{waitReasonWords[reason]}</div>}
      {waited && <div className="hint" title={sayTimeInFull(appliedAt)}>等待后生效：{sayTime(appliedAt)}</div>}
    </>
  );
}

import type { TableColumnType } from 'antd';
import { Link } from 'react-router-dom';
import { touchKindNames } from '../../../../shared/attribution/constants.ts';
import type { Metric } from '../../../../shared/analytics/constants.ts';
import { bankEventTypeNames } from '../../../../shared/bank/constants.ts';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Time } from '../../components/Time.tsx';
import { businessTime } from '../../lib/clock.ts';
import { count } from '../../lib/figures.ts';
import { useNarrow } from '../../lib/useNarrow.ts';
import { metricWords } from './metricWords.ts';
import { useFacts, type Facts, type FactsInput } from './reportQueries.ts';

type Fact = Facts['rows'][number];
const bookedLaterMinutes = 10;

interface FactsTableProps { input: Omit<FactsInput, 'page' | 'pageSize' | 'metric'>; metric: Metric; page: number; onPage: (page: number) => void; showsManager?: boolean }

/** The rows behind a figure, and their sum: the figure itself. */
export function FactsTable({ input, metric, page, onPage, showsManager = true }: FactsTableProps) {
  const query = useFacts({ ...input, metric, page, pageSize });
  const isNarrow = useNarrow();
  const columns = (isNarrow ? ['customer', 'figure', 'at', 'what', 'manager'] as const : ['at', 'customer', 'manager', 'what', 'figure'] as const)
    .filter((name) => showsManager || name !== 'manager').map((name) => columnsOf(metric)[name]);
  return (
    <>
      {query.data && query.data.total > 0 && (
        <p className="facts-sum">合计 <strong className="figure" data-testid="facts-sum" title={metricWords.inFull(metric, query.data.sum)}>{metricWords.say(metric, query.data.sum)}</strong><span className="hint">，共 {count(query.data.total)} 条</span></p>
      )}
      <DataTable query={query} columns={columns} rowKey={({ id }) => id} page={page} onPage={onPage} minWidth={620} testId="facts-table" rowTestId="fact-row" empty={<EmptyState title={`没有${metricWords.name(metric)}的明细`} hint="换一段时间，或放宽筛选再看。" />} />
    </>
  );
}

const columnsOf = (metric: Metric): Record<'at' | 'customer' | 'manager' | 'what' | 'figure', TableColumnType<Fact>> => ({
  at: { title: '时间', key: 'at', width: 132, render: (_, fact) => <TimeCell {...fact} /> },
  customer: { title: '客户', key: 'customer', width: 128, render: (_, { customer }) => <CustomerCell customer={customer} /> },
  manager: { title: '客户经理', key: 'manager', width: 128, render: (_, { manager }) => (manager ? <>{manager.name}<div className="hint">{manager.departmentName}</div></> : <span className="hint">无管户客户经理</span>) },
  what: { title: '事项', key: 'what', render: (_, fact) => <WhatCell {...fact} /> },
  figure: { title: metricWords.name(metric), key: 'figure', align: 'right', width: 120, render: (_, fact) => <FigureOf fact={fact} metric={metric} /> },
});

const kindNames: Record<Fact['kind'], string> = { ...touchKindNames, ...bankEventTypeNames, registered: '首次验证手机号' };

/** Why it was booked, where that is more than that it happened. */
const WhatCell = ({ kind, words, reason }: Fact) => <>{kindNames[kind]}{reason !== 'credited' && words && words !== kindNames[kind] && <div className="hint">{words}</div>}</>;

function TimeCell({ at, bookedAt }: Fact) {
  const isLate = bookedAt !== null && businessTime(bookedAt).diff(businessTime(at), 'minute') >= bookedLaterMinutes;
  return <><Time at={at} />{isLate && <div className="hint"><Time at={bookedAt} />记入</div>}</>;
}

/** The customer's page tells the touches, and why the customer is whose. */
function CustomerCell({ customer }: Pick<Fact, 'customer'>) {
  if (!customer) return <span className="hint">还不知道是谁</span>;
  if (!customer.visible) return <span className="hint">不在您的范围</span>;
  return <Link className="strong" to={`/customers/${customer.id}?tab=attribution`} data-testid="fact-customer">{customer.name}</Link>;
}

function FigureOf({ fact, metric }: { fact: Fact; metric: Metric }) {
  const value = metric.endsWith('Fen') ? fact.amountFen : fact.count;
  return <span className="figure" title={metricWords.inFull(metric, value)}>{value > 0 ? '+' : ''}{metricWords.inCell(metric, value)}</span>;
}

import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { sayTime } from '../../lib/dates.ts';
import { count } from '../../lib/figures.ts';
import { useDifferences, usePreview, type Difference } from './policyQueries.ts';

const managerCell = (manager: Difference['now']) => (manager ? <>{manager.name}<div className="hint">{manager.departmentName}</div></> : <span className="hint">没有管户</span>);

const columns: TableColumnsType<Difference> = [
  { title: '客户', key: 'customer', render: (_, { customerId, customerName }) => <Link className="strong" to={`/customers/${customerId}?tab=attribution`}>{customerName || '未知昵称'}</Link> },
  { title: '现在归', key: 'now', render: (_, { now }) => managerCell(now) },
  { title: '改后归', key: 'then', render: (_, { then }) => managerCell(then) },
  { title: '原因', dataIndex: 'reason' },
];

/** Whose manager would differ. */
export function PolicyDifferences({ progressId, isStale, startedAt }: { progressId: string; isStale: boolean; startedAt: string }) {
  const [page, setPage] = useState(1);
  const preview = usePreview(progressId, page).data;
  const query = useDifferences(progressId, page);
  const none = <EmptyState title="没有客户会换客户经理" hint="用改后的规则重算，归属和现在一样。" />;
  return (
    <section data-testid="policy-differences">
      {preview && <p className="answer">{preview.differing.total === 0 ? `试算了 ${count(preview.customers)} 位客户，归属都不变。` : `试算了 ${count(preview.customers)} 位客户，其中 ${count(preview.differing.total)} 位会换客户经理。`}<span className="hint"> {sayTime(startedAt)}试算{isStale && '，之后规则又改动过，请重新试算'}</span></p>}
      <DataTable query={query} columns={columns} rowKey={({ customerId }) => customerId} page={page} onPage={setPage} empty={none} minWidth={640} />
    </section>
  );
}

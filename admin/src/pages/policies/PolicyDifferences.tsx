import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { DataTable } from '../../components/DataTable.tsx';
import { useDifferences, type Difference } from './policyQueries.ts';
import { differencesPlace } from './PreviewAnswer.tsx';

const managerCell = (manager: Difference['now']) => (manager ? <>{manager.name}<div className="hint">{manager.departmentName}</div></> : <span className="hint">没有管户</span>);

const columns: TableColumnsType<Difference> = [
  { title: '客户', key: 'customer', render: (_, { customerId, customerName }) => <Link className="strong" to={`/customers/${customerId}?tab=attribution`} target="_blank">{customerName || '未知昵称'}</Link> },
  { title: '现在归', key: 'now', render: (_, { now }) => managerCell(now) },
  { title: '改后归', key: 'then', render: (_, { then }) => managerCell(then) },
  { title: '原因', dataIndex: 'reason' },
];

/** Whose manager would differ. A customer opens beside the form, whose fields are not sent yet. */
export function PolicyDifferences({ progressId }: { progressId: string }) {
  const [page, setPage] = useState(1);
  const query = useDifferences(progressId, page);
  if (query.data?.total === 0) return null;
  return (
    <section id={differencesPlace} aria-labelledby="differences-name" data-testid="policy-differences">
      <h2 id="differences-name" className="list-name">会换客户经理的客户</h2>
      <DataTable query={query} columns={columns} rowKey={({ customerId }) => customerId} page={page} onPage={setPage} empty={null} minWidth={640} />
    </section>
  );
}

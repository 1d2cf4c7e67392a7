import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { cloneElement, isValidElement, type ReactNode } from 'react';
import { EmptyState } from './EmptyState.tsx';
import { ErrorState } from './ErrorState.tsx';
import { TableSkeleton } from './TableSkeleton.tsx';

export const pageSize = 20;

interface DataTableProps<Row> {
  query: UseQueryResult<{ rows: Row[]; total: number }>;
  columns: TableColumnsType<Row>;
  rowKey: (row: Row) => string;
  page: number;
  onPage: (page: number) => void;
  empty: ReactNode;
  onOpen?: (row: Row) => void;
  minWidth?: number;
  testId?: string;
  rowTestId?: string;
}

/** One page of a list in all its states; rows stay in place while newer ones are read. */
export function DataTable<Row extends object>({ query, columns, rowKey, page, onPage, empty, onOpen, minWidth = 760, testId, rowTestId }: DataTableProps<Row>) {
  const { data, error, isPlaceholderData } = query;
  if (!data) return <div className="card">{error ? <ErrorState error={error} onRetry={() => void query.refetch()} /> : <TableSkeleton columns={columns.length} />}</div>;
  if (data.total === 0) return <div className="card" data-testid={testId}>{empty}</div>;
  if (data.rows.length === 0) return <div className="card"><EmptyState title="这一页没有内容" hint="内容少了，或地址中的页码有误。" action={<Button onClick={() => onPage(1)}>回到第一页</Button>} /></div>;
  const pagination = { current: page, pageSize, total: data.total, onChange: onPage, showSizeChanger: false, hideOnSinglePage: true, showTotal: (total: number) => `共 ${total} 条`, itemRender: withName };
  return (
    <div className={`card card-table${isPlaceholderData ? ' stale' : ''}`} data-testid={testId}>
      {error && <p className="notice-line" role="status">暂时没有更新成功，显示的是之前的内容</p>}
      <Table<Row>
        columns={columns} dataSource={data.rows} rowKey={rowKey} pagination={pagination} scroll={{ x: minWidth }} size="middle"
        onRow={(row) => ({
          ...(rowTestId ? { 'data-testid': rowTestId } : {}),
          ...(onOpen ? { className: 'opens', onClick: (event) => { if (!cameFromControl(event.target)) onOpen(row); } } : {}),
        })}
      />
    </div>
  );
}

const pagerNames: Readonly<Record<string, string>> = { prev: '上一页', next: '下一页', 'jump-prev': '向前 5 页', 'jump-next': '向后 5 页' };

/** The pager's arrows are pictures with English names. */
function withName(_page: number, type: string, item: ReactNode): ReactNode {
  const name = pagerNames[type];
  return name && isValidElement<{ 'aria-label'?: string }>(item) ? cloneElement(item, { 'aria-label': name }) : item;
}

const cameFromControl = (target: EventTarget): boolean => target instanceof Element && target.closest('a, button, input, label') !== null;

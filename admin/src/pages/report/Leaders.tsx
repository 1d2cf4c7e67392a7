import type { TableColumnsType } from 'antd';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { DataTable, pageSize } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { reportPath } from './factsUrl.ts';
import { metricWords } from './metricWords.ts';
import { searchWith, type ReportFilter } from './reportFilter.ts';
import { useLeaders, type ReportRow } from './reportQueries.ts';
import { ChangeCell, FigureCell, RankCell, TargetCell } from './RowCells.tsx';

/** Managers of the whole scope by one figure. */
export function Leaders({ filter: { input, metric, before, page, change }, measuresTargets }: { filter: ReportFilter; measuresTargets: boolean }) {
  const { sortBy, ...shared } = input;
  const query = useLeaders({ ...shared, ...(sortBy ? { metric: sortBy } : {}), page, pageSize });
  const navigate = useNavigate();
  const { search } = useLocation();
  const to = ({ id }: ReportRow) => `${reportPath}${searchWith(search, { userid: id, tab: undefined })}`;
  const columns: TableColumnsType<ReportRow> = [
    { title: '排名', key: 'rank', width: 96, render: (_, { rank, rankBefore }) => <RankCell rank={rank} rankBefore={rankBefore} beforeName={before?.name} /> },
    { title: '客户经理', key: 'name', render: (_, row) => <><Link className="strong" to={to(row)}>{row.name}</Link><div className="hint">{row.departmentName}</div></> },
    { title: metricWords.name(metric), key: 'figure', align: 'right', width: 140, render: (_, row) => <FigureCell row={row} metric={metric} /> },
    ...(before ? [{ title: <span className="change">比{before.name}</span>, key: 'change', align: 'right' as const, width: 140, render: (_: unknown, { figures, before: then }: ReportRow) => <ChangeCell metric={metric} now={figures[metric]} before={then?.[metric]} beforeName={before.name} /> }] : []),
    { title: '目标完成', key: 'target', width: 180, render: (_, row) => <TargetCell {...row} metric={metric} measuresTargets={measuresTargets} /> },
  ];
  return (
    <DataTable
      query={query} columns={columns} rowKey={({ id, departmentName }) => `${id}:${departmentName}`} page={page} onPage={(next) => change({ page: next })} onOpen={(row) => navigate(to(row))} minWidth={640} testId="leaders-table" rowTestId="leader-row"
      empty={<EmptyState title="还没有排行" hint={`这段时间没有客户经理有${metricWords.name(metric)}，换一段时间或指标再看。`} />}
    />
  );
}

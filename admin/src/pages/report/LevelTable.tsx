import { Table, Tooltip, type TableColumnsType } from 'antd';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { metrics, type Metric } from '../../../../shared/analytics/constants.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { count } from '../../lib/figures.ts';
import { useNarrow } from '../../lib/useNarrow.ts';
import { reportPath, useFactsUrl } from './factsUrl.ts';
import { firstMetrics, metricWords } from './metricWords.ts';
import { searchWith, type ReportFilter } from './reportFilter.ts';
import type { Report, ReportRow } from './reportQueries.ts';
import { reportWords } from './reportWords.ts';
import { ChangeCell, FigureCell, RankCell, TargetCell } from './RowCells.tsx';

const rowsShown = 50;
const figureWidth = 108;
const isControl = (target: EventTarget): boolean => target instanceof Element && target.closest('a, button') !== null;

/** The next level: departments, managers, and customers whom nobody held. Its sum is the page's figure. */
export function LevelTable({ report, filter, measuresTargets }: { report: Report; filter: ReportFilter; measuresTargets: boolean }) {
  const { metric, before, showsAll, change } = filter;
  const navigate = useNavigate();
  const { search } = useLocation();
  const isNarrow = useNarrow();
  const chosen = showsAll ? metrics : firstMetrics;
  const others = chosen.filter((each) => each !== metric);
  const shown = isNarrow ? [metric, ...others] : others.length < chosen.length ? [...chosen] : [...chosen, metric];
  const to = ({ kind, id }: ReportRow) => `${reportPath}${searchWith(search, kind === 'department' ? { departmentId: id, userid: undefined } : { userid: id })}`;
  const columns: TableColumnsType<ReportRow> = [
    { title: '机构或客户经理', key: 'name', width: isNarrow ? 120 : 140, fixed: 'left', render: (_, row) => <NameCell row={row} to={to(row)} /> },
    { title: '排名', key: 'rank', width: isNarrow ? 76 : 80, render: (_, { kind, rank, rankBefore }) => (kind === 'unassigned' ? <span className="hint">–</span> : <RankCell rank={rank} rankBefore={rankBefore} beforeName={before?.name} />) },
    ...shown.map((each) => ({
      title: <Tooltip title={metricWords.formula(each)}><span>{metricWords.name(each)}</span></Tooltip>, key: each, align: 'right' as const, width: figureWidth,
      sorter: true, sortDirections: ['descend' as const], showSorterTooltip: false, sortOrder: each === metric ? 'descend' as const : null,
      render: (_: unknown, row: ReportRow) => <FigureCell row={row} metric={each} />,
    })),
    ...(before ? [{ title: <span className="change">比{before.name}</span>, key: 'change', align: 'right' as const, width: 124, render: (_: unknown, { figures, before: then }: ReportRow) => <ChangeCell metric={metric} now={figures[metric]} before={then?.[metric]} beforeName={before.name} /> }] : []),
    { title: '目标完成', key: 'target', width: 136, render: (_, row) => <TargetCell {...row} metric={metric} measuresTargets={measuresTargets} /> },
  ];
  if (report.rows.length === 0) return <EmptyState title="这里还没有数字" hint="换一段时间，或放宽筛选再看。" />;
  return (
    <>
      <Table<ReportRow>
        className="level-table" data-testid="report-table" columns={columns} dataSource={report.rows} rowKey={({ kind, id, departmentName }) => `${kind}:${id}:${departmentName}`} size="middle" scroll={{ x: 480 + shown.length * figureWidth }}
        pagination={{ pageSize: rowsShown, hideOnSinglePage: true, showSizeChanger: false }}
        onChange={(_pages, _filters, sorter) => { const key = Array.isArray(sorter) ? undefined : metrics.find((each) => each === sorter.columnKey); if (key && key !== metric) change({ metric: key }); }}
        onRow={(row) => (row.kind === 'unassigned' ? {} : { className: 'opens', onClick: ({ target }) => { if (!isControl(target)) navigate(to(row)); } })}
        summary={() => <Sum report={report} shown={shown} metric={metric} filter={filter} measuresTargets={measuresTargets} />}
      />
      {report.rowCount > report.rows.length && <p className="hint table-note">还有 {count(report.rowCount - report.rows.length)} 行没有列出，导出 Excel 可以看全部。</p>}
    </>
  );
}

function NameCell({ row, to }: { row: ReportRow; to: string }) {
  if (row.kind === 'unassigned') return <Tooltip title={reportWords.unassigned}><span tabIndex={0}>{row.name}</span></Tooltip>;
  return <><Link className="strong" to={to}>{row.name}</Link>{row.kind === 'manager' && <div className="hint">{row.departmentName}</div>}</>;
}

function Sum({ report: { total, before, targets }, shown, metric, filter, measuresTargets }: { report: Report; shown: readonly Metric[]; metric: Metric; filter: ReportFilter; measuresTargets: boolean }) {
  const factsUrl = useFactsUrl();
  const cells = [
    ...shown.map((each) => <Link key={each} className="figure strong" to={factsUrl(each)} title={metricWords.inFull(each, total[each])}>{metricWords.inCell(each, total[each])}</Link>),
    ...(filter.before ? [<ChangeCell key="change" metric={metric} now={total[metric]} before={before?.[metric]} beforeName={filter.before.name} />] : []),
  ];
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0}><strong>合计</strong></Table.Summary.Cell>
      <Table.Summary.Cell index={1} />
      {cells.map((cell, index) => <Table.Summary.Cell key={cell.key} index={index + 2} align="right">{cell}</Table.Summary.Cell>)}
      <Table.Summary.Cell index={cells.length + 2}><TargetCell targets={targets} figures={total} metric={metric} measuresTargets={measuresTargets} /></Table.Summary.Cell>
    </Table.Summary.Row>
  );
}

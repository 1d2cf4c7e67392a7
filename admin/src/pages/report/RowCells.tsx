import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { Progress, Tooltip } from 'antd';
import { Link } from 'react-router-dom';
import type { Metric } from '../../../../shared/analytics/constants.ts';
import { useFactsUrl } from './factsUrl.ts';
import { metricWords } from './metricWords.ts';
import type { ReportRow } from './reportQueries.ts';
import { reportWords, targetOf } from './reportWords.ts';

/** A place and how it moved against the compared period. */
export function RankCell({ rank, rankBefore, beforeName }: { rank: number; rankBefore: number | null; beforeName: string | undefined }) {
  const moved = rankBefore === null ? 0 : rankBefore - rank;
  return (
    <span className="rank figure" title={rankBefore === null || !beforeName ? undefined : `${beforeName}第 ${rankBefore} 名`}>
      {rank}
      {moved !== 0 && <span className="rank-moved">{moved > 0 ? <CaretUpOutlined aria-label="上升" /> : <CaretDownOutlined aria-label="下降" />}{Math.abs(moved)}</span>}
    </span>
  );
}

/** A figure that opens its rows. Customers whom nobody held stand in no one's rows. */
export function FigureCell({ row, metric }: { row: ReportRow; metric: Metric }) {
  const factsUrl = useFactsUrl();
  const value = row.figures[metric];
  const said = <span className={`figure${value === 0 ? ' zero' : ''}`} title={metricWords.inFull(metric, value)}>{metricWords.inCell(metric, value)}</span>;
  if (row.kind === 'unassigned') return said;
  return <Link className="figure-link" to={factsUrl(metric, row)} aria-label={`${row.name}${metricWords.name(metric)} ${metricWords.say(metric, value)}，查看明细`}>{said}</Link>;
}

export function ChangeCell({ metric, now, before, beforeName }: { metric: Metric; now: number; before: number | undefined; beforeName: string | undefined }) {
  if (before === undefined || !beforeName) return <span className="hint">–</span>;
  return <span className="change" title={`${beforeName} ${metricWords.inFull(metric, before)}`}>{metricWords.difference(metric, now, before)}</span>;
}

export function TargetCell({ targets, figures, metric, measuresTargets }: Pick<ReportRow, 'targets' | 'figures'> & { metric: Metric; measuresTargets: boolean }) {
  const target = targetOf(targets, { metric, measuresTargets });
  if (!target) return <Tooltip title={measuresTargets ? reportWords.target.none : reportWords.target.unmeasured}><span className="hint" tabIndex={0}>–</span></Tooltip>;
  const done = figures[metric];
  return (
    <div className="target" title={`目标 ${metricWords.inFull(metric, target)}`}>
      <span className="figure">{metricWords.done(done, target)}</span>
      <Progress percent={Math.min(100, Math.max(0, (done / target) * 100))} showInfo={false} size="small" aria-label={`完成目标 ${metricWords.done(done, target)}`} />
      <span className="hint figure">目标 {metricWords.say(metric, target)}</span>
    </div>
  );
}

import { Segmented } from 'antd';
import { Link } from 'react-router-dom';
import { businessDay } from '../../lib/clock.ts';
import { FactsTable } from './FactsTable.tsx';
import { Funnel } from './Funnel.tsx';
import { Leaders } from './Leaders.tsx';
import { LevelTable } from './LevelTable.tsx';
import { metricWords } from './metricWords.ts';
import { isWholeMonths } from './periods.ts';
import type { ReportFilter } from './reportFilter.ts';
import type { Report } from './reportQueries.ts';
import { ReportTiles } from './ReportTiles.tsx';
import { targetOf } from './reportWords.ts';
import { TargetCell } from './RowCells.tsx';
import { Trend } from './Trend.tsx';

const tabs = [{ value: 'levels', label: '分机构' }, { value: 'rank', label: '客户经理排行' }];

/** Tiles, funnel and trend, and below them the next level; of one manager what they were counted for. */
export function ReportBody({ report, filter, scopeName }: { report: Report; filter: ReportFilter; scopeName: string }) {
  const { period, metric, isNarrowed, tab, before, change } = filter;
  const measuresTargets = isWholeMonths(period.days, businessDay()) && !isNarrowed;
  const shown = report.trail.at(-1);
  const hasTrend = report.trend.length > 1;
  return (
    <>
      <ReportTiles report={report} filter={filter} />
      <div className={hasTrend ? 'report-charts' : undefined}>
        <Funnel funnel={report.funnel} beforeName={before?.name} />
        {hasTrend && <Trend report={report} filter={filter} />}
      </div>
      {shown?.kind === 'manager'
        ? <OneManager report={report} filter={filter} userid={shown.id} name={scopeName} measuresTargets={measuresTargets} />
        : (
          <section className="report-rows">
            <Segmented className="report-tabs" aria-label="分机构或排行" options={tabs} value={tab} onChange={(next) => change({ tab: next === 'rank' ? next : null })} />
            {tab === 'rank' ? <Leaders filter={filter} measuresTargets={measuresTargets} /> : <div className="card card-table"><LevelTable report={report} filter={filter} measuresTargets={measuresTargets} /></div>}
            <p className="hint table-note">{metricWords.name(metric)}：{metricWords.formula(metric)}。</p>
          </section>
        )}
    </>
  );
}

function OneManager({ report, filter: { input, metric, page, change }, userid, name, measuresTargets }: { report: Report; filter: ReportFilter; userid: string; name: string; measuresTargets: boolean }) {
  const { sortBy: _, compareFrom: _from, compareTo: _to, ...shared } = input;
  return (
    <section className="report-rows">
      <div className="section-head">
        <h2>{metricWords.name(metric)}明细</h2>
        <div className="actions">{measuresTargets && targetOf(report.targets, { metric, measuresTargets }) && <TargetCell targets={report.targets} figures={report.total} metric={metric} measuresTargets={measuresTargets} />}<Link to={`/customers?userid=${encodeURIComponent(userid)}`}>{name}的客户</Link></div>
      </div>
      <FactsTable input={shared} metric={metric} page={page} onPage={(next) => change({ page: next })} showsManager={false} />
    </section>
  );
}

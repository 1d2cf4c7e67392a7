import dayjs from 'dayjs';
import { DayChart } from '../../components/DayChart.tsx';
import { metricWords } from './metricWords.ts';
import { lengthOf } from './periods.ts';
import type { ReportFilter } from './reportFilter.ts';
import type { Report } from './reportQueries.ts';
import { reportWords } from './reportWords.ts';

/** One figure by day, the compared period dashed beside it. */
export function Trend({ report: { trend, total }, filter: { metric, period, before } }: { report: Report; filter: ReportFilter }) {
  const isCompared = before !== undefined && trend.some((each) => each.before !== null);
  const lines = [
    { name: period.name, unit: '', values: trend.map(({ figures }) => figures[metric]) },
    ...(isCompared ? [{ name: before.name, unit: '', values: trend.map((each, index) => (index < lengthOf(before.days) ? each.before?.[metric] ?? null : null)), comparedDays: trend.map((_, index) => dayjs(before.days.from).add(index, 'day').format('YYYY-MM-DD')) }] : []),
  ];
  return (
    <section className="card section">
      <h2>每日{metricWords.name(metric)}</h2>
      <DayChart days={trend.map(({ day }) => day)} lines={lines} label={reportWords.trend(metric, period.name, total[metric])} say={(value) => metricWords.say(metric, value)} tick={(value) => metricWords.tick(metric, value)} />
    </section>
  );
}

import { Tooltip } from 'antd';
import { Link } from 'react-router-dom';
import { brand } from '../../../../shared/brand.ts';
import { useFactsUrl } from './factsUrl.ts';
import { metricWords } from './metricWords.ts';
import type { Report } from './reportQueries.ts';
import { reportWords } from './reportWords.ts';

const [color] = brand.series;
const percent = (value: number, most: number) => `${most > 0 ? Math.max(0, value / most) * 100 : 0}%`;

/** From the first click to the bank's confirmation: how many took each step, and the share of the step before. */
export function Funnel({ funnel, beforeName }: { funnel: Report['funnel']; beforeName: string | undefined }) {
  const factsUrl = useFactsUrl();
  const most = Math.max(...funnel.flatMap(({ value, before }) => [value, before ?? 0]));
  return (
    <section className="card section">
      <h2>从点击到确认</h2>
      <ol className="funnel" data-testid="funnel">
        {funnel.map(({ step, value, before }, index) => {
          const previous = funnel[index - 1];
          return (
            <li key={step}>
              <Tooltip title={metricWords.formula(step)}><span className="funnel-name" tabIndex={0}>{metricWords.name(step)}</span></Tooltip>
              <span className="funnel-bars" aria-hidden>
                <span className="funnel-bar" style={{ width: percent(value, most), background: color }} />
                {before !== null && <span className="funnel-before" style={{ width: percent(before, most), borderColor: color }} />}
              </span>
              <span className="funnel-figure">
                <Link className="figure strong" to={factsUrl(step)} aria-label={`${metricWords.name(step)} ${metricWords.say(step, value)}，查看明细`}>{metricWords.say(step, value)}</Link>
                {before !== null && beforeName && <span className="hint figure">{beforeName} {metricWords.inCell(step, before)}</span>}
              </span>
              <span className="funnel-rate figure">{previous ? <Tooltip title={reportWords.rate}><span tabIndex={0}>{metricWords.share(value, previous.value)}</span></Tooltip> : <span className="hint">转化率</span>}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

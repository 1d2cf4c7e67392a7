import { Button } from 'antd';
import type { Metric } from '../../../../shared/analytics/constants.ts';
import { Tile } from '../../components/Tile.tsx';
import { useFactsUrl } from './factsUrl.ts';
import { firstMetrics, metricWords, otherMetrics } from './metricWords.ts';
import type { ReportFilter } from './reportFilter.ts';
import type { Report } from './reportQueries.ts';
import { reportWords } from './reportWords.ts';

/** Five figures, the others on asking; a click opens the rows behind one. */
export function ReportTiles({ report: { total, before, trend }, filter: { before: compared, showsAll, change } }: { report: Report; filter: ReportFilter }) {
  const factsUrl = useFactsUrl();
  const tile = (metric: Metric) => {
    const now = total[metric];
    const { value, unit } = metricWords.parts(metric, now);
    return (
      <Tile
        key={metric} name={metricWords.name(metric)} value={value} unit={unit} inFull={metricWords.inFull(metric, now)} formula={metricWords.formula(metric)} to={factsUrl(metric)}
        note={reportWords.tileNote(metric, now, before?.[metric], compared)} trend={trend.map(({ figures }) => figures[metric])} testId={`figure-${metric}`}
      />
    );
  };
  return (
    <>
      <div className="tiles report-tiles">{firstMetrics.map(tile)}</div>
      {showsAll && <div className="tiles report-tiles report-tiles-more">{otherMetrics.map(tile)}</div>}
      <Button type="link" size="small" className="more-tiles" aria-expanded={showsAll} onClick={() => change({ all: showsAll ? null : 1 })}>{showsAll ? '收起其他指标' : `其他 ${otherMetrics.length} 项指标`}</Button>
    </>
  );
}

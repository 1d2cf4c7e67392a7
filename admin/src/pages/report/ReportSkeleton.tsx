import { TableSkeleton } from '../../components/TableSkeleton.tsx';
import { firstMetrics } from './metricWords.ts';

/** The shape of the report while it comes. */
export const ReportSkeleton = () => (
  <div role="status" aria-label="正在加载">
    <div className="tiles report-tiles" aria-hidden>{firstMetrics.map((metric) => <div key={metric} className="bone bone-tile" />)}</div>
    <div className="report-charts" aria-hidden><div className="bone bone-block section" /><div className="bone bone-block section" /></div>
    <div className="card"><TableSkeleton columns={7} /></div>
  </div>
);

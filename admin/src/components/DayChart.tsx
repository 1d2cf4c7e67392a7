import { lazy, Suspense } from 'react';
import type { DayLine } from './DayChartCanvas.tsx';

const DayChartCanvas = lazy(() => import('./DayChartCanvas.tsx').then(({ DayChartCanvas }) => ({ default: DayChartCanvas })));

/** Figures by day. The drawing library comes after the page. */
export const DayChart = (props: { days: readonly string[]; lines: readonly DayLine[]; label: string }) => (
  <Suspense fallback={<div className="bone chart" />}><DayChartCanvas {...props} /></Suspense>
);

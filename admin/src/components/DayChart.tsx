import { lazy, Suspense } from 'react';
import type { DayChartProps } from './DayChartCanvas.tsx';

const DayChartCanvas = lazy(() => import('./DayChartCanvas.tsx').then(({ DayChartCanvas }) => ({ default: DayChartCanvas })));

/** Figures by day. The drawing library comes after the page. */
export const DayChart = (props: DayChartProps) => (
  <Suspense fallback={<div className="bone chart" />}><DayChartCanvas {...props} /></Suspense>
);

import { brand } from '../../../shared/brand.ts';

const [width, height, margin] = [100, 24, 2];

/** The shape of a figure by day, without scale: the chart beside it tells the values. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return <div className="sparkline" aria-hidden />;
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const span = high - low || 1;
  const points = values.map((value, index) => `${(index / (values.length - 1)) * width},${height - margin - ((value - low) / span) * (height - 2 * margin)}`).join(' ');
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
      <polyline points={points} fill="none" stroke={brand.series[0]} strokeWidth={1.5} vectorEffect="non-scaling-stroke" strokeLinejoin="round" />
    </svg>
  );
}

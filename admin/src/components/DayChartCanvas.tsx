import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { brand } from '../../../shared/brand.ts';
import { businessDay } from '../lib/clock.ts';
import { sayDay } from '../lib/dates.ts';
import { fontFamily } from '../theme.ts';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export interface DayLine {
  name: string;
  unit: string;
  /** Null where there is nothing to compare with. */
  values: readonly (number | null)[];
  /** Days of an earlier period that this line puts beside the line before it: same hue, dashed. */
  comparedDays?: readonly string[];
}
export interface DayChartProps {
  days: readonly string[];
  lines: readonly DayLine[];
  label: string;
  /** How a value is said with its unit, where that is more than both beside each other. */
  say?: (value: number) => string;
  /** The same on the axis, where room is scarce. */
  tick?: (value: number) => string;
}
const symbols = ['circle', 'triangle', 'diamond', 'rect'];
const { colors, series } = brand;
const tickDay = (day: string) => (day === businessDay() ? '今天' : day.slice(5).replace('-', '/'));
const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export function DayChartCanvas({ days, lines, label, ...words }: DayChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const made = init(element);
    chart.current = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(element);
    return () => { watcher.disconnect(); made.dispose(); };
  }, []);
  const drawn = JSON.stringify({ days, lines });
  useEffect(() => chart.current?.setOption(optionOf(days, lines, words), { replaceMerge: ['series'] }), [drawn]); // drawn again only for other figures
  return <div ref={place} className="chart" role="img" aria-label={label} />;
}

const optionOf = (days: readonly string[], lines: readonly DayLine[], { say, tick }: Pick<DayChartProps, 'say' | 'tick'>) => ({
  animation: !still, animationDuration: 200, animationDurationUpdate: 200, color: [...series],
  textStyle: { fontFamily, color: colors.ink2 },
  grid: { left: 8, right: 16, top: 40, bottom: 4, containLabel: true },
  legend: { top: 0, left: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: colors.ink2 } },
  tooltip: { trigger: 'axis', borderColor: colors.line, textStyle: { color: colors.ink, fontSize: 12 }, axisPointer: { label: { show: false } } },
  xAxis: {
    type: 'category', boundaryGap: false, data: days.map(sayDay), axisTick: { show: false }, axisLine: { lineStyle: { color: colors.line } },
    axisLabel: { color: colors.ink3, hideOverlap: true, formatter: (_: string, index: number) => tickDay(days[index] ?? '') },
  },
  yAxis: { type: 'value', minInterval: 1, axisLabel: { color: colors.ink3, ...(tick ? { formatter: tick } : {}) }, splitLine: { lineStyle: { color: colors.line } } },
  series: lines.map(({ name, unit, values, comparedDays }, index) => ({
    name, type: 'line', data: [...values], symbolSize: 6, showSymbol: days.length <= 31 && !comparedDays, showAllSymbol: true, symbol: symbols[index] ?? 'circle',
    color: series[comparedDays ? index - 1 : index] ?? series[0], lineStyle: { width: 2, type: comparedDays ? 'dashed' : 'solid' },
    tooltip: { valueFormatter: (value: unknown, at: number) => sayValue(value, unit, say) + (comparedDays?.[at] ? `（${sayDay(comparedDays[at])}）` : '') },
  })),
});

function sayValue(value: unknown, unit: string, say: DayChartProps['say']): string {
  if (typeof value !== 'number') return '–';
  return say ? say(value) : `${value} ${unit}`;
}

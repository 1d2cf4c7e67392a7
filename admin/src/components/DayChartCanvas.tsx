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

export interface DayLine { name: string; unit: string; values: readonly number[] }
const symbols = ['circle', 'triangle', 'diamond', 'rect'];
const { colors, series } = brand;
const tickDay = (day: string) => (day === businessDay() ? '今天' : day.slice(5).replace('-', '/'));
const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export function DayChartCanvas({ days, lines, label }: { days: readonly string[]; lines: readonly DayLine[]; label: string }) {
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
  useEffect(() => chart.current?.setOption(optionOf(days, lines)), [drawn]); // drawn again only for other figures
  return <div ref={place} className="chart" role="img" aria-label={label} />;
}

const optionOf = (days: readonly string[], lines: readonly DayLine[]) => ({
  animation: !still, animationDuration: 200, animationDurationUpdate: 200, color: [...series],
  textStyle: { fontFamily, color: colors.ink2 },
  grid: { left: 8, right: 16, top: 40, bottom: 4, containLabel: true },
  legend: { top: 0, left: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: colors.ink2 } },
  tooltip: { trigger: 'axis', borderColor: colors.line, textStyle: { color: colors.ink, fontSize: 12 }, valueFormatter: (value: unknown) => `${String(value)} ${lines[0]?.unit ?? ''}`, axisPointer: { label: { show: false } } },
  xAxis: {
    type: 'category', boundaryGap: false, data: days.map(sayDay), axisTick: { show: false }, axisLine: { lineStyle: { color: colors.line } },
    axisLabel: { color: colors.ink3, hideOverlap: true, formatter: (_: string, index: number) => tickDay(days[index] ?? '') },
  },
  yAxis: { type: 'value', minInterval: 1, axisLabel: { color: colors.ink3 }, splitLine: { lineStyle: { color: colors.line } } },
  series: lines.map(({ name, values }, index) => ({
    name, type: 'line', data: [...values], symbol: symbols[index] ?? 'circle', symbolSize: 6, showSymbol: days.length <= 31, lineStyle: { width: 2 },
  })),
});

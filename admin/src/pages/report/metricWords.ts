import { metricTexts, metrics, type Metric } from '../../../../shared/analytics/constants.ts';
import { amountParts, sayAmount, sayAmountInFull, sayAmountTick } from '../../lib/amounts.ts';
import { count } from '../../lib/figures.ts';

const units: Record<Metric, string> = {
  clicked: '次', scanned: '次', added: '次', redeemed: '次', registered: '位', confirmed: '户', released: '户', opened: '户',
  aumFen: '', purchasedFen: '', redeemedFen: '', payrollFen: '',
};
const isAmount = (metric: Metric): boolean => metricTexts[metric].unit === 'fen';

/** What the page shows at once; the others on asking. */
export const firstMetrics = ['added', 'registered', 'confirmed', 'aumFen', 'purchasedFen'] as const satisfies readonly Metric[];
export const otherMetrics = metrics.filter((metric) => !firstMetrics.some((each) => each === metric));

export const metricWords = {
  name: (metric: Metric) => metricTexts[metric].name,
  formula: (metric: Metric) => metricTexts[metric].formula,
  parts: (metric: Metric, value: number) => (isAmount(metric) ? amountParts(value) : { value: count(value), unit: units[metric] }),
  /** `1,284 户`, `123.4 万元` */
  say: (metric: Metric, value: number) => (isAmount(metric) ? sayAmount(value) : `${count(value)} ${units[metric]}`),
  /** `1,284 户`, `¥1,234,567.89` */
  inFull: (metric: Metric, value: number) => (isAmount(metric) ? sayAmountInFull(value) : `${count(value)} ${units[metric]}`),
  /** In a column that says its name. */
  inCell: (metric: Metric, value: number) => (isAmount(metric) ? sayAmount(value) : count(value)),
  /** On an axis. */
  tick: (metric: Metric, value: number) => (isAmount(metric) ? sayAmountTick(value) : count(value)),
  /** `多 12%`; where a share says nothing, by how much. */
  difference(metric: Metric, now: number, before: number): string {
    if (now === before) return '持平';
    const by = Math.abs(now - before);
    return `${now > before ? '多' : '少'} ${before <= 0 || now < 0 ? metricWords.say(metric, by) : share(by / before)}`;
  },
  /** `比上月同期多 12%` */
  change: (metric: Metric, now: number, before: number, period: string) => `${now === before ? '与' : '比'}${period}${metricWords.difference(metric, now, before)}`,
  /** `86%` */
  share: (part: number, whole: number) => (whole === 0 ? '–' : `${(part / whole * 100).toLocaleString('zh-CN', { maximumFractionDigits: Math.abs(part / whole) < 0.1 ? 1 : 0 })}%`),
  /** Of a target: never 100% before it is reached. */
  done: (part: number, target: number) => `${count(Math.floor((part / target) * 100))}%`,
};

const share = (ratio: number): string => (ratio < 0.005 ? '不到 1%' : `${count(Math.round(ratio * 100))}%`);

import { metricOfCredit, metricTexts, type Metric } from '../../shared/analytics/constants.ts';
import type { TouchKind } from '../../shared/attribution/constants.ts';
import type { CreditKind } from '../../shared/performance/constants.ts';

/** Touches that are figures; what else happens between a customer and a manager counts elsewhere or not. */
export const metricOfTouch: Partial<Record<TouchKind, Metric>> = { scan: 'scanned', add: 'added', redeem: 'redeemed' };
export const countedTouches = Object.keys(metricOfTouch) as TouchKind[]; // the keys are its own

/** What an entry of performance adds to which figure. */
export function valueOfCredit({ kind, count, amountFen }: { kind: CreditKind; count: number; amountFen: number }): { metric: Metric; value: number } {
  const metric = metricOfCredit[kind];
  return { metric, value: metricTexts[metric].unit === 'fen' ? amountFen : count };
}

/** By which rows a figure can be seen. */
export function sourceOf(metric: Metric): { from: 'clicks' } | { from: 'touches'; kind: TouchKind } | { from: 'credits'; kind: CreditKind } {
  if (metric === 'clicked') return { from: 'clicks' };
  const touch = countedTouches.find((kind) => metricOfTouch[kind] === metric);
  if (touch) return { from: 'touches', kind: touch };
  const credit = (Object.keys(metricOfCredit) as CreditKind[]).find((kind) => metricOfCredit[kind] === metric); // the keys are its own
  if (!credit) throw new Error(`figure ${metric} without facts`);
  return { from: 'credits', kind: credit };
}

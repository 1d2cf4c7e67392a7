import { reportLimits } from '../../shared/analytics/constants.ts';
import { AppError } from '../platform/errors.ts';
import { nextDay, type Period } from './spans.rules.ts';

interface Asked { from: string; to: string; compareFrom?: string | undefined; compareTo?: string | undefined }

/** The period that was asked for and the one to compare with. */
export function reportPeriods({ from, to, compareFrom, compareTo }: Asked): { period: Period; compared: Period | null } {
  check({ from, to }, 'to');
  if (compareFrom === undefined && compareTo === undefined) return { period: { from, to }, compared: null };
  if (compareFrom === undefined || compareTo === undefined) {
    throw new AppError('platform.badInput', { issues: [{ path: compareFrom === undefined ? 'compareFrom' : 'compareTo', message: '对比时间要有开始和结束' }] });
  }
  const compared = { from: compareFrom, to: compareTo };
  check(compared, 'compareTo');
  return { period: { from, to }, compared };
}

function check({ from, to }: Period, path: string): void {
  if (from > to) throw new AppError('analytics.rangeReversed', { issues: [{ path, message: '结束日期在开始日期之前' }] });
  if (nextDay(from, reportLimits.days - 1) < to) throw new AppError('analytics.rangeTooLong', { issues: [{ path, message: `最多 ${reportLimits.days} 天` }] });
}

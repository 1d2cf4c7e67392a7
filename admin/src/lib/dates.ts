import dayjs from 'dayjs';
import { weekdayNames } from '../../../shared/content/constants.ts';
import { businessNow, businessTime } from './clock.ts';

/** `今天 14:05`, `昨天 09:12`, `11月20日 14:05`, `2025年3月2日 14:05`. */
export function sayTime(instant: string): string {
  const time = businessTime(instant);
  const now = businessNow();
  const clock = time.format('HH:mm');
  const daysAgo = now.startOf('day').diff(time.startOf('day'), 'day');
  if (daysAgo === 0) return `今天 ${clock}`;
  if (daysAgo === 1) return `昨天 ${clock}`;
  return time.year() === now.year() ? `${time.format('M月D日')} ${clock}` : `${time.format('YYYY年M月D日')} ${clock}`;
}

/** `2026年3月2日` */
export const sayDate = (instant: string): string => businessTime(instant).format('YYYY年M月D日');

export const sayTimeInFull = (instant: string): string => businessTime(instant).format('YYYY-MM-DD HH:mm:ss');

/** `11月22日 周日` of a business day `2026-11-22`. */
export function sayDay(day: string): string {
  const date = dayjs(day);
  return `${date.format('M月D日')} ${weekdayNames[date.day()] ?? ''}`;
}

/** `0.3 秒`, `12 秒`. */
export const sayDuration = (ms: number): string => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} 秒` : `${Math.round(ms / 1000)} 秒`);

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

/** Until when something lasts: midnight belongs to the day before it, `11月30日`. */
export function sayUntil(instant: string): string {
  const end = businessTime(instant);
  if (!end.isSame(end.startOf('day'))) return sayTime(instant);
  const last = end.subtract(1, 'day');
  return last.format(last.year() === businessNow().year() ? 'M月D日' : 'YYYY年M月D日');
}

/** The last day of what ends at this instant, `2026-11-30`. */
export const lastDayOf = (instant: string): string => businessTime(instant).subtract(1, 'millisecond').format('YYYY-MM-DD');

/** `2026年3月2日` */
export const sayDate = (instant: string): string => businessTime(instant).format('YYYY年M月D日');

export const sayTimeInFull = (instant: string): string => businessTime(instant).format('YYYY-MM-DD HH:mm:ss');

/** `11月22日 周日` of a business day `2026-11-22`. */
export function sayDay(day: string): string {
  const date = dayjs(day);
  return `${date.format('M月D日')} ${weekdayNames[date.day()] ?? ''}`;
}

/** The day when it is one: an address can be typed by hand. */
export const asDay = (text: string | undefined): string | undefined => (text && dayjs(text).format('YYYY-MM-DD') === text ? text : undefined);

/** `0.3 秒`, `12 秒`. */
export const sayDuration = (ms: number): string => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} 秒` : `${Math.round(ms / 1000)} 秒`);

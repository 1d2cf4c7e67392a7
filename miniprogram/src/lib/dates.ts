import { serverNow } from './clock.ts';

/** Asia/Shanghai; without summer time since 1991. */
const businessOffsetMs = 8 * 3_600_000;
const businessTime = (ms: number) => new Date(ms + businessOffsetMs); // read it by its UTC parts

/** `11月30日`, with the year where it is another one. */
export function sayDate(instant: string): string {
  const date = businessTime(Date.parse(instant));
  const day = `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
  return date.getUTCFullYear() === businessTime(serverNow()).getUTCFullYear() ? day : `${date.getUTCFullYear()}年${day}`;
}

/** The last day of what ends at this instant: midnight belongs to the day before it. */
export const sayUntil = (instant: string): string => sayDate(new Date(Date.parse(instant) - 1).toISOString());

import { useEffect, useState } from 'react';
import type { Clock } from './types.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const shanghaiMs = 8 * hourMs; // no summer time since 1991

const format = (options: Intl.DateTimeFormatOptions) => {
  const formatter = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hourCycle: 'h23', ...options });
  return (ms: number) => formatter.format(ms);
};
const hourMinute = format({ hour: '2-digit', minute: '2-digit' });
const second = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = format({ month: 'long', day: 'numeric' });
const weekday = format({ weekday: 'short' });
const fullDay = format({ year: 'numeric', month: 'long', day: 'numeric' });

const dayNumber = (ms: number) => Math.floor((ms + shanghaiMs) / dayMs);

export const clockDay = (ms: number) => `${day(ms)} ${weekday(ms)}`;
export const clockTime = second;
export const shortTime = hourMinute;
export const dateOf = fullDay;

/** As a chat shows it: `14:05` today, `昨天 14:05`, `11月20日 14:05`. */
export function chatTime(ms: number, nowMs: number) {
  const daysAgo = dayNumber(nowMs) - dayNumber(ms);
  if (daysAgo <= 0) return hourMinute(ms);
  return daysAgo === 1 ? `昨天 ${hourMinute(ms)}` : `${day(ms)} ${hourMinute(ms)}`;
}

/** 9:00 in Shanghai on the day after. */
export const tomorrowAtNine = (nowMs: number) => (dayNumber(nowMs) + 1) * dayMs - shanghaiMs + 9 * hourMs;

/** The sandbox's clock in ms, moving on between two readings of the state. */
export function useNow(clock: Clock) {
  const [read, setRead] = useState({ clock, at: performance.now() });
  const [, tick] = useState(0);
  if (read.clock.at !== clock.at) setRead({ clock, at: performance.now() });
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return Date.parse(read.clock.at) + performance.now() - read.at;
}

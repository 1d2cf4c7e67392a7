import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import 'dayjs/locale/zh-cn.js';

dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.locale('zh-cn');

export const businessZone = 'Asia/Shanghai';
let offsetMs = 0;

/** The server's clock decides what is today; a reader's own may be wrong. */
export function noteServerTime(text: string | null): void {
  if (!text) return;
  const serverMs = Date.parse(text);
  if (!Number.isNaN(serverMs)) offsetMs = serverMs - Date.now();
}

export const businessNow = (): Dayjs => dayjs(Date.now() + offsetMs).tz(businessZone);
export const businessTime = (instant: string): Dayjs => dayjs(instant).tz(businessZone);
/** The first instant of a business day, `2026-11-22`. */
export const startOfDay = (day: string): string => dayjs.tz(day, businessZone).startOf('day').toISOString();
/** The first instant after it. */
export const endOfDay = (day: string): string => dayjs.tz(day, businessZone).startOf('day').add(1, 'day').toISOString();
/** `2026-11-22` of business time, some days from today. */
export const businessDay = (daysFromToday = 0): string => businessNow().add(daysFromToday, 'day').format('YYYY-MM-DD');

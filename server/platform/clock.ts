import { readFileSync } from 'node:fs';
import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

export const businessZone = 'Asia/Shanghai';
/** China has kept one time without daylight saving since 1991: a fixed offset, twenty times cheaper than a zone's table. */
const businessOffsetMinutes = 8 * 60;

/** A source of time. The process has one; tests and the demo put another in its place. */
export type Clock = () => Date;

const offsetRereadMs = 500;

/** The system's time plus the milliseconds written in a file, so that several processes can be moved together. */
export function clockWithOffsetFile(path: string): Clock {
  let offsetMs = 0;
  let readAt = 0;
  return () => {
    const systemMs = Date.now();
    if (systemMs - readAt >= offsetRereadMs) {
      readAt = systemMs;
      offsetMs = readOffset(path);
    }
    return new Date(systemMs + offsetMs);
  };
}

function readOffset(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8')) || 0;
  } catch {
    return 0; // no file yet: nobody has moved the clock
  }
}

let current: Clock = () => new Date(Date.now());

export const setClock = (clock: Clock): void => { current = clock; };

/** The time that business rules see. */
export const now = (): Date => current();

/** The machine's own time, for leases between processes; never moved with the business clock. */
export const systemTime = (): Date => new Date(Date.now());

/** Milliseconds that only grow, for measuring how long something took; never moved with the clock. */
export const monotonicMs = (): number => performance.now();

export const businessTime = (at: Date) => dayjs(at).utcOffset(businessOffsetMinutes);

/** `2026-11-22` in Asia/Shanghai. */
export const businessDay = (at: Date): string => businessTime(at).format('YYYY-MM-DD');

/** First instant of that day in Asia/Shanghai. */
export const startOfBusinessDay = (at: Date): Date => businessTime(at).startOf('day').toDate();

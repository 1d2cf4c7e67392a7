import type { Clock } from './clock.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

export interface Limit { count: number; perMs: number; blockMs: number }

/** Counts calls and says when there were too many; a name that went over stays closed for its block. */
export interface Limits {
  /** True where this call is one too many. */
  exceeded(name: string, limits: readonly Limit[]): boolean;
  /** True where `name` is over, without a block and without counting what is over. */
  full(name: string, count: number, perMs: number): boolean;
  clear(): void;
}

/** WeCom: corp × API 10 000 a minute (closed 60 s) and 150 000 an hour (closed 60 min), contract 1.2. */
export const baseLimits = (perMinute: number, perHour: number): Limit[] => [
  { count: perMinute, perMs: minuteMs, blockMs: minuteMs },
  { count: perHour, perMs: hourMs, blockMs: hourMs },
];

export function openLimits(clock: Clock): Limits {
  const windows = new Map<string, { startMs: number; used: number }>();
  const closedUntil = new Map<string, number>();
  const windowOf = (name: string, perMs: number) => {
    const key = `${name} ${perMs}`;
    const nowMs = clock.nowMs();
    const known = windows.get(key);
    if (known && nowMs >= known.startMs && nowMs < known.startMs + perMs) return known;
    const fresh = { startMs: nowMs, used: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  return {
    exceeded(name, limits) {
      const nowMs = clock.nowMs();
      const until = closedUntil.get(name) ?? 0;
      if (nowMs < until && until - nowMs <= hourMs) return true; // further away than any block: the clock was set back
      let over = false;
      for (const { count, perMs, blockMs } of limits) {
        const window = windowOf(name, perMs);
        window.used += 1;
        if (window.used <= count) continue;
        over = true;
        closedUntil.set(name, Math.max(closedUntil.get(name) ?? 0, nowMs + blockMs));
      }
      return over;
    },
    full(name, count, perMs) {
      const window = windowOf(name, perMs);
      if (window.used >= count) return true;
      window.used += 1;
      return false;
    },
    clear() {
      windows.clear();
      closedUntil.clear();
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { monotonicMs } from '../platform/clock.ts';
import { redis } from '../platform/redis.ts';
import type { Host } from './hosts.ts';
import { pauseSeconds } from './retry.rules.ts';
import { WecomError } from './wecomError.ts';

const frequencyLimit = 45_009;

interface Window { name: string; points: number; duration: number }
const limiters = new Map<string, RateLimiterRedis>();

/** Counted over all processes; while Redis is away each counts for itself. */
function limiterOf(account: string, { name, points, duration }: Window): RateLimiterRedis {
  const id = `${account}:${name}:${points}`;
  const known = limiters.get(id);
  if (known) return known;
  const limiter = new RateLimiterRedis({
    storeClient: redis(), keyPrefix: `${account}:${name}`, points, duration, rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory({ points, duration }),
  });
  limiters.set(id, limiter);
  return limiter;
}

/** Waits for a turn on this API; a turn that comes after `deadlineMs` (monotonic) is refused at once with its time. */
export async function takeTurn(host: Host, path: string, deadlineMs: number): Promise<void> {
  for (const window of host.windows) {
    for (;;) {
      const waitMs = await consume(limiterOf(host.account, window), path);
      if (waitMs === 0) break;
      if (monotonicMs() + waitMs > deadlineMs) throw new WecomError(path, frequencyLimit, { retryAfterMs: waitMs });
      await sleep(waitMs);
    }
  }
}

/** Counts one thing under each key in turn, as far as there is room: 0, or the milliseconds until there is. */
export async function takeRoom(host: Host, rooms: readonly (Window & { key: string })[]): Promise<number> {
  for (const room of rooms) {
    const waitMs = await consume(limiterOf(host.account, room), room.key);
    if (waitMs > 0) return waitMs;
  }
  return 0;
}

async function consume(limiter: RateLimiterRedis, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
    throw refused;
  }
}

/** This API has been refused for the whole account: no process calls it until the pause is over. */
export async function pauseApi(host: Host, path: string): Promise<void> {
  const [first] = host.windows;
  if (first) await limiterOf(host.account, first).block(path, pauseSeconds);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { monotonicMs } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { redis } from '../platform/redis.ts';
import { pauseSeconds } from './retry.rules.ts';
import { WecomError } from './wecomError.ts';

/** Their window need not begin when ours does, and other programs of the bank may call too. */
const margin = 0.9;
/** WeCom: per corp and API 10 000 a minute and 150 000 an hour, contract 1.2. */
const windows = [{ name: 'minute', points: 10_000 * margin, duration: 60 }, { name: 'hour', points: 150_000 * margin, duration: 3_600 }] as const;
const frequencyLimit = 45_009;

let limiters: RateLimiterRedis[] | undefined;
const shared = (): RateLimiterRedis[] => limiters ??= windows.map(({ name, points, duration }) => new RateLimiterRedis({
  storeClient: redis(), keyPrefix: `guanhu:wecom:${config.WECOM_CORP_ID}:${name}`, points, duration, rejectIfRedisNotReady: true,
  insuranceLimiter: new RateLimiterMemory({ points, duration }),
}));

/** Waits for a turn on this API, counted over all processes; a turn that comes after `deadlineMs` (monotonic) is refused at once with its time. */
export async function takeTurn(path: string, deadlineMs: number): Promise<void> {
  for (const limiter of shared()) {
    for (;;) {
      const waitMs = await consume(limiter, path);
      if (waitMs === 0) break;
      if (monotonicMs() + waitMs > deadlineMs) throw new WecomError(path, frequencyLimit, { retryAfterMs: waitMs });
      await sleep(waitMs);
    }
  }
}

async function consume(limiter: RateLimiterRedis, path: string): Promise<number> {
  try {
    await limiter.consume(path);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
    throw refused;
  }
}

/** WeCom has refused this API for the corp: no process calls it until the pause is over. */
export async function pauseApi(path: string): Promise<void> {
  await shared()[0]?.block(path, pauseSeconds);
}

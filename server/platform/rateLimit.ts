import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './errors.ts';
import { redis } from './redis.ts';

export interface Limit { points: number; seconds: number; blockSeconds?: number }

const makeLimiter = (name: string, { points, seconds, blockSeconds = 0 }: Limit): RateLimiterRedis => new RateLimiterRedis({
  storeClient: redis(), keyPrefix: `guanhu:limit:${name}`, points, duration: seconds, blockDuration: blockSeconds,
  insuranceLimiter: new RateLimiterMemory({ points, duration: seconds, blockDuration: blockSeconds }),
});

/** A limit that all processes share; while Redis is away each process keeps its own count. */
export function rateLimit(name: string, limit: Limit): (key: string) => Promise<void> {
  let limiter: RateLimiterRedis | undefined;
  return async (key) => {
    limiter ??= makeLimiter(name, limit);
    try {
      await limiter.consume(key);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) throw new AppError('platform.tooManyRequests');
      throw refused;
    }
  };
}

/** Counts what went wrong, not what was asked: who has failed too often is refused, whatever comes next. */
export function failureLimit(name: string, limit: Limit): { isSpent: (key: string) => Promise<boolean>; fail: (key: string) => Promise<void> } {
  let limiter: RateLimiterRedis | undefined;
  return {
    async isSpent(key) {
      limiter ??= makeLimiter(name, limit);
      const known = await limiter.get(key);
      return known !== null && known.consumedPoints >= limit.points;
    },
    async fail(key) {
      limiter ??= makeLimiter(name, limit);
      await limiter.penalty(key);
    },
  };
}

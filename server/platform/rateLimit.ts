import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './errors.ts';
import { redis } from './redis.ts';

export interface Limit { points: number; seconds: number; blockSeconds?: number }

const makeLimiter = (name: string, { points, seconds, blockSeconds = 0 }: Limit): RateLimiterRedis => new RateLimiterRedis({
  storeClient: redis(), keyPrefix: `guanhu:limit:${name}`, points, duration: seconds, blockDuration: blockSeconds,
  insuranceLimiter: new RateLimiterMemory({ points, duration: seconds, blockDuration: blockSeconds }),
});

export interface RateLimit {
  (key: string): Promise<void>;
  /** Whether the next one would be refused; counts nothing. */
  isSpent: (key: string) => Promise<boolean>;
}

/** A limit that all processes share; while Redis is away each process keeps its own count. */
export function rateLimit(name: string, limit: Limit): RateLimit {
  let limiter: RateLimiterRedis | undefined;
  const isSpent = async (key: string): Promise<boolean> => {
    limiter ??= makeLimiter(name, limit);
    return ((await limiter.get(key))?.consumedPoints ?? 0) >= limit.points;
  };
  return Object.assign(async (key: string) => {
    limiter ??= makeLimiter(name, limit);
    try {
      await limiter.consume(key);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) throw new AppError('platform.tooManyRequests');
      throw refused;
    }
  }, { isSpent });
}

/** Counts what went wrong, not what was asked: who has failed too often is refused, whatever comes next, for `blockSeconds` from the last one on. */
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
      const { consumedPoints } = await limiter.penalty(key);
      if (limit.blockSeconds && consumedPoints === limit.points) await limiter.block(key, limit.blockSeconds);
    },
  };
}

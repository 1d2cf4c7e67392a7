import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './errors.ts';
import { redis } from './redis.ts';

export interface Limit { points: number; seconds: number; blockSeconds?: number }

/** A limit that all processes share; while Redis is away each process keeps its own count. */
export function rateLimit(name: string, { points, seconds, blockSeconds = 0 }: Limit): (key: string) => Promise<void> {
  let limiter: RateLimiterRedis | undefined;
  return async (key) => {
    limiter ??= new RateLimiterRedis({
      storeClient: redis(), keyPrefix: `guanhu:limit:${name}`, points, duration: seconds, blockDuration: blockSeconds,
      insuranceLimiter: new RateLimiterMemory({ points, duration: seconds, blockDuration: blockSeconds }),
    });
    try {
      await limiter.consume(key);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) throw new AppError('platform.tooManyRequests');
      throw refused;
    }
  };
}

import { Redis } from 'ioredis';
import { config } from './config.ts';
import { logger } from './logger.ts';

let connection: Redis | undefined;

/** Redis holds only what MongoDB can make again. Commands fail at once while it is away, so that callers can say so. */
export async function connectRedis(): Promise<void> {
  connection = new Redis(config.REDIS_URL, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 2_000),
  });
  connection.on('error', (error: Error & { code?: string }) => logger.warn({ reason: error.code ?? error.name }, 'Redis 连接出错'));
  const ready = new Promise<void>((resolve) => connection?.once('ready', () => resolve()));
  connection.connect().catch(() => undefined); // the retry strategy goes on; 'error' has logged why
  await ready;
}

export function redis(): Redis {
  if (!connection) throw new Error('connectRedis has not run');
  return connection;
}

export const redisReady = (): boolean => connection?.status === 'ready';

export const disconnectRedis = async (): Promise<void> => {
  connection?.disconnect();
  connection = undefined;
};

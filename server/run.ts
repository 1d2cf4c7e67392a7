import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { domains } from './domains.ts';
import { clockWithOffsetFile, setClock } from './platform/clock.ts';
import { config } from './platform/config.ts';
import { ConfigError } from './platform/configError.ts';
import { registerDomains } from './platform/domain.ts';
import { markStopping } from './platform/health.ts';
import { buildApp } from './platform/http.ts';
import { logger } from './platform/logger.ts';
import { startGathering, stopGathering } from './platform/gather.ts';
import { connectMongo, createCollections, disconnectMongo } from './platform/mongo.ts';
import { startBeat, stopBeat } from './platform/processes.ts';
import { closeQueues, openQueues, processQueues } from './platform/queue.ts';
import { connectRedis, disconnectRedis } from './platform/redis.ts';
import { startScheduler, stopScheduler } from './platform/scheduler.ts';
import { work, workOn } from './platform/worker.ts';

const roleNames = ['web', 'worker', 'scheduler', 'all'] as const;
export type ProcessRole = (typeof roleNames)[number];
const drainMs = 10_000;

function readRole(args: string[]): ProcessRole {
  const given = args.find((arg) => arg.startsWith('--role='))?.slice('--role='.length) ?? 'all';
  const role = roleNames.find((name) => name === given);
  if (!role) throw new ConfigError(`不认识的角色 --role=${given}；可用：${roleNames.join('、')}`);
  return role;
}

/** Connects to the stores and makes the domains known: what every process, and the seed, begins with. */
export async function boot(): Promise<void> {
  if (config.CLOCK_OFFSET_FILE) setClock(clockWithOffsetFile(config.CLOCK_OFFSET_FILE));
  registerDomains(domains);
  await Promise.all([connectMongo(), connectRedis()]);
  await createCollections();
  openQueues();
  for (const each of domains) await each.boot?.();
}

export async function run(args: string[]): Promise<void> {
  const role = readRole(args);
  await boot();
  if (role === 'worker' || role === 'all') {
    startGathering(workOn);
    processQueues(work);
  }
  if (role === 'scheduler' || role === 'all') startScheduler();
  const server = await listen(role);
  await startBeat(role);
  logger.info({ role, port: portOf(server) }, 'ready');
  process.send?.({ ready: true, port: portOf(server) });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server));
  process.once('disconnect', () => void stop(server)); // the parent that started us is gone
}

/** Roles without an API still answer health and metrics, on their own port. */
async function listen(role: ProcessRole): Promise<Server> {
  const app = buildApp(role === 'web' || role === 'all' ? domains : []);
  const server = createServer(app.callback());
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 30_000;
  server.requestTimeout = 1_800_000; // a file of 300 MB over a slow line; other bodies have `readBody`'s time
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(config.PORT, config.HOST, resolve));
  return server;
}

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : config.PORT;
};

let stopping = false;

/** Takes nothing new, lets what runs end, closes; a second signal is not needed. */
async function stop(server: Server): Promise<void> {
  if (stopping) return;
  stopping = true;
  markStopping();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await stopScheduler();
  await stopGathering(drainMs);
  await closeQueues(drainMs);
  await Promise.race([closed, sleep(drainMs)]);
  await stopBeat();
  await Promise.all([disconnectMongo(), disconnectRedis()]);
  process.exit(0);
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { endChildren } from '../../scripts/lib/children.mjs';
import { startRedis } from '../../scripts/lib/redis.mjs';
import { control, endPrograms, eventually, startProgram, startSandbox, towards, type Running } from '../support/processes.ts';
import { rounds, spread, tell } from '../support/rounds.ts';
import { numbers } from './numbers.ts';

/** Redis is killed or emptied while customers add and their welcomes are on the way, in processes that speak through it alone. */
const redisFolder = mkdtempSync(join(tmpdir(), 'guanhu-redis-'));
const mongoUri = (process.env.TEST_MONGO_URI ?? '').replace('{database}', 'guanhu_redis_lost');
let redis: Awaited<ReturnType<typeof startRedis>>;
let sandbox: Running;
let client: mongoose.mongo.MongoClient;
let store: mongoose.mongo.Db;

beforeAll(async () => {
  redis = await startRedis(redisFolder);
  sandbox = await startSandbox({ SANDBOX_RETRY_MS: '500' });
  const env = { ...towards(sandbox), MONGODB_URI: mongoUri, REDIS_URL: redis.url(), PORT: '0' };
  const web = await startProgram('server', env, ['--role=web']);
  await startProgram('server', env, ['--role=worker']);
  await startProgram('server', env, ['--role=scheduler']);
  await control(sandbox, 'callback', { url: `${web.url}/wecom/callback`, check: false });
  client = new mongoose.mongo.MongoClient(mongoUri);
  store = client.db();
  await welcomed(await add(), 20_000); // code compiled, media uploaded
}, 120_000);
afterAll(async () => {
  await client.close();
  await endPrograms();
  await endChildren();
});

async function add(): Promise<string> {
  const { externalUserid } = await control<{ externalUserid: string }>(sandbox, 'customers', {});
  await control(sandbox, 'add', { externalUserid, userid: 'u_amy' });
  return externalUserid;
}
const outbound = (ids: string[]) => store.collection('outbound').find({ externalUserid: { $in: ids } }).toArray();
const welcomed = (id: string, withinMs: number) => eventually(() => outbound([id]), ([row]) => row?.state === 'sent', withinMs);

const losses = [
  { name: 'kill -9', async strike() {
    const ended = new Promise((end) => redis.child.once('exit', end));
    redis.child.kill('SIGKILL');
    await ended;
    await sleep(500);
    redis = await startRedis(redisFolder, { port: redis.port });
  } },
  { name: 'FLUSHALL', async strike() {
    const connection = new Redis(redis.port, '127.0.0.1');
    await connection.flushall();
    connection.disconnect();
  } },
];

interface WelcomeRow { externalUserid: string; callbackAt: string; acceptedAt: string | null }
const tookMs: number[] = [];

test('no welcome is lost or sent twice; what the queues carried comes from MongoDB again', async () => {
  await rounds('Redis lost', numbers.redisLosses, async (round) => {
    const loss = losses[round % 2] as (typeof losses)[number]; // there are two
    const since = new Date().toISOString();
    const ids: string[] = [];
    const point = Math.floor(numbers.welcomesPerLoss * (0.1 + 0.8 * Math.random()));
    let struck: Promise<void> | undefined;
    while (ids.length < numbers.welcomesPerLoss) {
      if (ids.length === point) struck = loss.strike();
      ids.push(await add());
    }
    await struck;
    const rows = await eventually(() => outbound(ids), (seen) => seen.length === ids.length && seen.every((row) => row.finishedAt), 60_000);
    expect(rows.filter((row) => row.state !== 'sent').map(({ state, reason, attempts }) => ({ state, reason, attempts }))).toEqual([]);
    const { rows: accepted } = await control<{ rows: WelcomeRow[] }>(sandbox, `welcomes?since=${since}`);
    expect(accepted.filter((row) => ids.includes(row.externalUserid) && row.acceptedAt)).toHaveLength(ids.length);
    const took = accepted.map((row) => Date.parse(row.acceptedAt ?? '') - Date.parse(row.callbackAt));
    tookMs.push(...took);
    await eventually(() => store.collection('owed').find({ state: 'waiting', dueAt: { $lte: new Date() } }).toArray(), (waiting) => waiting.length === 0, 60_000);
    return `${loss.name} at ${point} of ${ids.length}, 0 lost, slowest ${spread(took).max} ms`;
  });
  tell(`Redis lost: ${tookMs.length} welcomes, ${JSON.stringify(spread(tookMs))} ms of 20,000`);
  expect(await store.collection('owed').countDocuments({ state: 'failed' })).toBe(0);
}, 120_000 + numbers.redisLosses * 60_000);

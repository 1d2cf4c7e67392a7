import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChildren } from '../../scripts/lib/children.mjs';
import { startMongo } from '../../scripts/lib/mongo.mjs';
import { startRedis } from '../../scripts/lib/redis.mjs';
import { addedXml, pushOf } from '../support/callbacks.ts';
import { endPrograms, eventually, startProgram, type Running } from '../support/processes.ts';

/** Stores of its own, so that they can be killed; the server is never restarted. */
const folder = mkdtempSync(join(tmpdir(), 'guanhu-stores-'));
const folders = { mongo: join(folder, 'mongo'), redis: join(folder, 'redis') };
Object.values(folders).forEach((each) => mkdirSync(each));
let mongo: Awaited<ReturnType<typeof startMongo>>;
let redis: Awaited<ReturnType<typeof startRedis>>;
let server: Running;

beforeAll(async () => {
  [mongo, redis] = await Promise.all([startMongo(folders.mongo, { cacheGb: 0.3 }), startRedis(folders.redis)]);
  server = await startProgram('server', { MONGODB_URI: mongo.uri('down'), REDIS_URL: redis.url(), PORT: '0' }, ['--role=all']);
}, 60_000);
afterAll(async () => {
  await endPrograms();
  await endChildren();
});

const kill = async (child: { kill: (signal: 'SIGKILL') => boolean; once: (event: 'exit', listener: () => void) => unknown }) => {
  const ended = new Promise<void>((end) => child.once('exit', () => end()));
  child.kill('SIGKILL');
  await ended;
};
const ask = () => fetch(`${server.url}/api/org.getSession`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
const readiness = () => fetch(`${server.url}/readyz`).then((answer) => answer.status);
let serial = 0;
const callback = async () => {
  const { path, body } = pushOf(addedXml({ userid: 'u_amy', externalUserid: `wmDown${serial += 1}` }));
  return (await fetch(`${server.url}${path}`, { method: 'POST', body, signal: AbortSignal.timeout(5_000) })).status;
};

async function expectUnavailable(): Promise<void> {
  await eventually(readiness, (status) => status === 503);
  const answer = await ask();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: 'platform.unavailable', action: '请稍后再试，数据不会丢失' });
}

test('without Redis the API says 503, callbacks are still taken in, and all is well when it is back', async () => {
  await kill(redis.child);
  await expectUnavailable();
  expect(await callback()).toBe(200);
  redis = await startRedis(folders.redis, { port: redis.port });
  await eventually(readiness, (status) => status === 200);
  expect((await ask()).status).toBe(401);
  expect(await callback()).toBe(200);
}, 60_000);

test('without MongoDB nothing is acknowledged, pages say so plainly, and all is well when it is back', async () => {
  await kill(mongo.child);
  await expectUnavailable();
  const page = await fetch(`${server.url}/auth/return?code=x&state=y`, { headers: { accept: 'text/html' } });
  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(await page.text()).not.toMatch(/mongo|at \w+ \(|Error:/i);
  expect(await callback().catch(() => 503)).toBe(503);
  mongo = await startMongo(folders.mongo, { port: mongo.port });
  await eventually(readiness, (status) => status === 200, 30_000);
  expect((await ask()).status).toBe(401);
  expect(await callback()).toBe(200);
}, 90_000);

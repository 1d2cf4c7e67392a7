import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { endChildren } from '../../scripts/lib/children.mjs';
import { startMongo } from '../../scripts/lib/mongo.mjs';
import { addedXml, pushOf, type Push } from '../support/callbacks.ts';
import { endPrograms, eventually, startProgram, startSandbox, towards, type Running } from '../support/processes.ts';
import { rounds, shuffled, tell } from '../support/rounds.ts';
import { numbers } from './numbers.ts';

/**
 * Two webs, two workers and a scheduler on a MongoDB of their own; callbacks arrive while one of them is killed.
 * What was acknowledged must be there, and have exactly one effect. The senders repeat what got no answer, as WeCom does.
 */
const folder = mkdtempSync(join(tmpdir(), 'guanhu-faults-'));
const mongoFolder = join(folder, 'mongo');
mkdirSync(mongoFolder);
let mongo: Awaited<ReturnType<typeof startMongo>>;
let sandbox: Running;
let env: Record<string, string>;
let webs: Running[];
let store: mongoose.mongo.Db;
let client: mongoose.mongo.MongoClient;

beforeAll(async () => {
  mongo = await startMongo(mongoFolder, { cacheGb: 0.5 });
  client = new mongoose.mongo.MongoClient(mongo.uri('faults'));
  store = client.db();
  sandbox = await startSandbox();
  env = { ...towards(sandbox), MONGODB_URI: mongo.uri('faults'), REDIS_URL: `${process.env.REDIS_URL ?? ''}`.replace(/\/\d+$/, '/14'), PORT: '0' };
  webs = [await startProgram('server', env, ['--role=web']), await startProgram('server', env, ['--role=web'])];
}, 60_000);
afterAll(async () => {
  await client.close();
  await endPrograms();
  await endChildren();
});

let serial = 0;
interface Arriving { externalUserid: string; push: Push }
/** Where only storing is in question, an event that asks no work keeps the next round from waiting for it. */
const aBurst = (count: number, changeType = 'msg_audit_approved'): Arriving[] => Array.from({ length: count }, () => {
  const externalUserid = `wmFault${String(serial += 1).padStart(8, '0')}`;
  return { externalUserid, push: pushOf(addedXml({ userid: 'u_amy', externalUserid, changeType })) };
});

/** One delivery, to the webs in turn; true when it was acknowledged. Like WeCom, 5 s of patience. */
async function deliver({ path, body }: Push, attempt: number): Promise<boolean> {
  const web = webs[attempt % webs.length];
  try {
    const response = await fetch(`${web?.url}${path}`, { method: 'POST', body, signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** Sends all pushes by 32 senders, each up to `tries` times; `at(share)` is told how far it is. */
async function sendAll(burst: Arriving[], tries: number, at: (sent: number) => void): Promise<Set<string>> {
  const acked = new Set<string>();
  const queue = [...burst];
  let sent = 0;
  await Promise.all(Array.from({ length: 32 }, async () => {
    for (let one = queue.pop(); one; one = queue.pop()) {
      const number = sent += 1;
      at(number);
      for (let attempt = 0; attempt < tries; attempt += 1) {
        if (await deliver(one.push, number + attempt)) {
          acked.add(one.externalUserid);
          break;
        }
        await sleep(200);
      }
    }
  }));
  return acked;
}

/** The burst's ids are consecutive: a range costs the database less than a list. */
const inBurst = (burst: Arriving[]) => ({ $gte: burst[0]?.externalUserid, $lte: burst.at(-1)?.externalUserid });

async function missing(burst: Arriving[], acked: Set<string>): Promise<string[]> {
  const rows = await store.collection('callbacks').find({ 'message.ExternalUserID': inBurst(burst) }).project({ 'message.ExternalUserID': 1 }).toArray();
  const stored = new Set(rows.map((row) => String(row.message.ExternalUserID)));
  return [...acked].filter((id) => !stored.has(id));
}

const moreThanOnce = (collection: string, match: object, id: string) =>
  store.collection(collection).aggregate([{ $match: match }, { $group: { _id: `$${id}`, n: { $sum: 1 } } }, { $match: { n: { $gt: 1 } } }]).toArray();

async function expectEveryEffectOnce(burst: Arriving[], withinMs: number): Promise<void> {
  const externalUserid = inBurst(burst);
  await eventually(() => store.collection('customers').countDocuments({ externalUserid }), (count) => count === burst.length, withinMs);
  await eventually(() => store.collection('owed').countDocuments({ state: 'waiting', job: 'wecom.readCallbacks' }), (count) => count === 0, 60_000);
  expect(await moreThanOnce('customers', { externalUserid }, 'externalUserid')).toEqual([]);
  expect(await moreThanOnce('events', { name: 'wecom.externalContactAdded', 'payload.externalUserid': externalUserid }, 'payload.externalUserid')).toEqual([]);
}

/** In the first or last tenth of a burst nothing much is under way. */
const killPoint = (count: number) => Math.round(count * (0.1 + 0.8 * Math.random()));

test('kill -9 of a web: what it acknowledged is there, and the other web goes on', async () => {
  await rounds('kill of a web', numbers.killsOfWeb, async (round) => {
    const burst = aBurst(numbers.callbacksPerKill);
    const point = killPoint(burst.length);
    const acked = await sendAll(burst, 4, (sent) => { if (sent === point) void webs[round % 2]?.kill(); });
    expect(await missing(burst, acked)).toEqual([]);
    expect(acked.size).toBe(burst.length);
    webs[round % 2] = await startProgram('server', env, ['--role=web']);
    return `at ${point}, ${acked.size} acknowledged, 0 lost`;
  });
}, 120_000 + numbers.killsOfWeb * 30_000);

test('kill -9 of MongoDB: what was acknowledged is there, webs recover by themselves', async () => {
  await rounds('kill of MongoDB', numbers.killsOfMongo, async () => {
    const burst = aBurst(numbers.callbacksPerKill);
    const point = killPoint(burst.length);
    let restarted: Promise<unknown> | undefined;
    const acked = await sendAll(burst, 80, (sent) => { if (sent === point) restarted = restartMongo(); });
    await restarted;
    expect(await missing(burst, acked)).toEqual([]);
    expect(acked.size).toBe(burst.length);
    for (const web of webs) await eventually(() => fetch(`${web.url}/readyz`).then((answer) => answer.status), (status) => status === 200);
    return `at ${point}, ${acked.size} acknowledged, 0 lost`;
  });
}, 180_000 + numbers.killsOfMongo * 30_000);

async function restartMongo(): Promise<void> {
  const ended = new Promise((end) => mongo.child.once('exit', end));
  mongo.child.kill('SIGKILL');
  await ended;
  await sleep(500);
  mongo = await startMongo(mongoFolder, { port: mongo.port });
}

test('kill -9 of a worker at work and of the scheduler, every callback delivered three times in any order, some long after: one effect each', async () => {
  const doomedScheduler = await startProgram('server', env, ['--role=scheduler']);
  const scheduler = await startProgram('server', env, ['--role=scheduler']);
  const doomed = await startProgram('server', env, ['--role=worker']);
  const survivor = await startProgram('server', env, ['--role=worker']);
  const total = numbers.callbacksTripled;
  const burst = aBurst(total, 'add_external_contact');
  const mixed = shuffled([...burst, ...burst, ...burst], 7);
  const [soon, late] = [mixed.slice(0, total * 2.7), mixed.slice(total * 2.7)];
  const acked = await sendAll(soon, 4, (sent) => {
    if (sent === total) void doomed.kill();
    if (sent === total * 2) void doomedScheduler.kill();
  });
  tell(`tripled: ${soon.length} deliveries of ${total} callbacks answered, ${late.length} are held back`);
  await eventually(() => store.collection('customers').countDocuments({ externalUserid: inBurst(burst) }), (count) => count === acked.size, total * 150);
  for (const id of await sendAll(late, 4, () => undefined)) acked.add(id);
  expect(acked.size).toBe(total);
  await expectEveryEffectOnce(burst, total * 150);
  tell(`tripled: ${total} callbacks, one effect each`);
  expect(await survivor.stop()).toBe(0);
  expect(await scheduler.stop()).toBe(0);
}, 180_000 + numbers.callbacksTripled * 300);

import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { endChildren } from '../../scripts/lib/children.mjs';
import { startMongo } from '../../scripts/lib/mongo.mjs';
import { addedXml, pushOf, type Push } from '../support/callbacks.ts';
import { endPrograms, eventually, startProgram, startSandbox, towards, type Running } from '../support/processes.ts';

/**
 * Two webs, two workers and a scheduler on a MongoDB of their own; 2,000 callbacks arrive while one of them is killed.
 * What was acknowledged must be there, and have exactly one effect. The senders repeat what got no answer, as WeCom does.
 */
const total = 2_000;
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
/** Where only storing is in question, an event that asks no work keeps the next test from waiting for it. */
const aBurst = (changeType = 'msg_audit_approved'): { externalUserid: string; push: Push }[] => Array.from({ length: total }, () => {
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

interface Outcome { acked: Set<string> }

/** Sends all pushes by 32 senders, each up to `tries` times; `at(share)` is told how far it is. */
async function sendAll(burst: ReturnType<typeof aBurst>, tries: number, at: (sent: number) => void): Promise<Outcome> {
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
  return { acked };
}

const idsStored = async (burst: ReturnType<typeof aBurst>) =>
  new Set((await store.collection('callbacks').find({ 'message.ExternalUserID': { $in: burst.map((one) => one.externalUserid) } }).toArray()).map((row) => String(row.message.ExternalUserID)));

const missing = (acked: Set<string>, stored: Set<string>) => [...acked].filter((id) => !stored.has(id));

const everyEffectOnce = async (burst: ReturnType<typeof aBurst>, acked: Set<string>) => {
  const ids = burst.map((one) => one.externalUserid);
  await eventually(
    () => store.collection('customers').countDocuments({ externalUserid: { $in: [...acked] } }),
    (count) => count === acked.size,
    300_000,
  );
  await eventually(() => store.collection('owed').countDocuments({ state: 'waiting', job: 'wecom.readCallbacks' }), (count) => count === 0, 60_000);
  const twice = await store.collection('customers').aggregate([{ $match: { externalUserid: { $in: ids } } }, { $group: { _id: '$externalUserid', n: { $sum: 1 } } }, { $match: { n: { $gt: 1 } } }]).toArray();
  expect(twice).toEqual([]);
  const facts = await store.collection('events').aggregate([{ $match: { name: 'wecom.externalContactAdded', 'payload.externalUserid': { $in: ids } } }, { $group: { _id: '$payload.externalUserid', n: { $sum: 1 } } }, { $match: { n: { $gt: 1 } } }]).toArray();
  expect(facts).toEqual([]);
};

test('kill -9 of a web: what it acknowledged is there, and the other web goes on', async () => {
  const burst = aBurst();
  const { acked } = await sendAll(burst, 4, (sent) => { if (sent === total / 2) void webs[0]?.kill(); });
  expect(missing(acked, await idsStored(burst))).toEqual([]);
  expect(acked.size).toBe(total);
  webs[0] = await startProgram('server', env, ['--role=web']);
}, 120_000);

test('kill -9 of MongoDB: what was acknowledged is there, webs recover by themselves', async () => {
  const burst = aBurst();
  let restarted: Promise<unknown> | undefined;
  const { acked } = await sendAll(burst, 40, (sent) => {
    if (sent !== total / 2) return;
    restarted = (async () => {
      const ended = new Promise((end) => mongo.child.once('exit', end));
      mongo.child.kill('SIGKILL');
      await ended;
      await sleep(500);
      mongo = await startMongo(mongoFolder, { port: mongo.port });
    })();
  });
  await restarted;
  expect(acked.size).toBe(total);
  expect(missing(acked, await idsStored(burst))).toEqual([]);
  for (const web of webs) await eventually(() => fetch(`${web.url}/readyz`).then((answer) => answer.status), (status) => status === 200);
}, 180_000);

test('kill -9 of a worker at work and of the scheduler, every callback delivered three times in any order: one effect each', async () => {
  const doomedScheduler = await startProgram('server', env, ['--role=scheduler']);
  const scheduler = await startProgram('server', env, ['--role=scheduler']);
  const doomed = await startProgram('server', env, ['--role=worker']);
  const survivor = await startProgram('server', env, ['--role=worker']);
  const burst = aBurst('add_external_contact');
  const tripled = [...burst, ...burst, ...burst].sort((a, b) => (a.push.path < b.push.path ? -1 : 1));
  const { acked } = await sendAll(tripled, 4, (sent) => {
    if (sent === total) void doomed.kill();
    if (sent === total * 2) void doomedScheduler.kill();
  });
  expect(acked.size).toBe(total);
  await everyEffectOnce(burst, acked);
  expect(await survivor.stop()).toBe(0);
  expect(await scheduler.stop()).toBe(0);
}, 480_000);

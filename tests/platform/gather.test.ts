import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { gather, isUnderway, startGathering, stopGathering, type WorkRow } from '../../server/platform/gather.ts';
import { job, jobOfMany, registerJob } from '../../server/platform/job.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { owe } from '../../server/platform/owed.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { processQueues, queueOf } from '../../server/platform/queue.ts';
import { sweepOwed } from '../../server/platform/scheduler.ts';
import { work, workOn } from '../../server/platform/worker.ts';
import { emptyData, useServer } from '../support/harness.ts';
import { eventually } from '../support/processes.ts';

/** The lane `welcome`: 4 groups at once, handed over again after 5 s. Groups are held in `prepare`, where a welcome waits for WeCom. */
const groups: string[][] = [];
const ran: string[] = [];
let open: () => void = () => undefined;
let gate: Promise<void> = Promise.resolve();
const closeGate = () => { gate = new Promise((resolve) => { open = resolve; }); };
let failure: Error | undefined;

const Payload = z.object({ text: z.string() });
const held = (name: `test.${string}`, many: number) => jobOfMany(name, {
  lane: 'welcome', many, payload: Payload,
  async prepare(payloads) {
    groups.push(payloads.map(({ text }) => text));
    await gate;
    if (failure) throw failure;
  },
  async runMany(payloads) { ran.push(...payloads.map(({ text }) => text)); },
});
const crowd = held('test.crowd', 10);
const flood = held('test.flood', 500);
const last = held('test.last', 1);
const quiet = job('test.quiet', { lane: 'event', payload: Payload, run: async ({ text }) => { ran.push(text); } });
for (const each of [crowd, flood, last, quiet]) registerJob(each);
useServer();

beforeEach(async () => {
  await emptyData();
  groups.length = 0;
  ran.length = 0;
  failure = undefined;
  closeGate();
});
afterEach(async () => {
  open();
  await stopGathering(5_000);
  setClock(systemTime);
});

type Held = typeof crowd;
const oweAll = (each: Held, texts: string[]) => inTransaction((tx) => owe(each, texts.map((text) => ({ key: text, payload: { text } })), tx));
const oweEach = async (each: Held, texts: string[]) => { for (const text of texts) await oweAll(each, [text]); };
const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`);
const begun = (count: number) => eventually(async () => groups.length, (seen) => seen === count);
const states = async (each: Held) => (await Owed.find({ job: each.name }).sort({ _id: 1 }).lean()).map((row) => row.state);
const allDone = (each: Held, count: number) => eventually(() => Owed.countDocuments({ job: each.name, state: 'done' }), (seen) => seen === count);
const inRedis = async () => (await queueOf('welcome').getJobCounts()).waiting;
const rowOf = (each: Held, text: string): WorkRow => ({ _id: `${each.name}:${text}`, job: each.name, payload: { text }, attempts: 0 });

test('rows that come while all slots are busy make the next groups, as large as the job takes', async () => {
  startGathering(workOn);
  await oweEach(crowd, numbered('a', 4));
  await begun(4);
  await oweEach(crowd, numbered('b', 13));
  expect(groups).toHaveLength(4);
  open();
  await allDone(crowd, 17);
  expect(groups.map((group) => group.length)).toEqual([1, 1, 1, 1, 10, 3]);
  expect([...ran].sort()).toEqual([...numbered('a', 4), ...numbered('b', 13)].sort());
  expect(await inRedis()).toBe(0);
});

test('rows that are owed together begin in groups at once', async () => {
  startGathering(workOn);
  await oweAll(crowd, numbered('t', 25));
  await begun(3);
  expect(groups.map((group) => group.length)).toEqual([10, 10, 5]);
});

test('what is not committed is not begun', async () => {
  startGathering(workOn);
  await expect(inTransaction(async (tx) => {
    await owe(crowd, [{ key: 'lost', payload: { text: 'lost' } }], tx);
    throw new Error('stop');
  })).rejects.toThrow('stop');
  await sleep(100);
  expect(groups).toEqual([]);
});

test('a row whose work fails is free again: tried later, not forgotten', async () => {
  startGathering(workOn);
  failure = new Error('down');
  open();
  await oweAll(crowd, ['again']);
  await eventually(() => Owed.findOne({ job: crowd.name }).lean(), (row) => row?.attempts === 1);
  await eventually(async () => isUnderway('test.crowd:again'), (is) => !is);
  failure = undefined;
  await work({ job: crowd.name, ids: ['test.crowd:again'] });
  expect([ran, await states(crowd)]).toEqual([['again'], ['done']]);
});

test('a process that is no worker begins nothing: its rows go by way of the queue', async () => {
  expect(gather(crowd, [rowOf(crowd, 'elsewhere')])).toBe(false);
  await oweAll(crowd, ['elsewhere']);
  expect(await eventually(inRedis, (count) => count === 1)).toBe(1);
  expect(groups).toEqual([]);
  expect(isUnderway('test.crowd:elsewhere')).toBe(false);
});

test('work that is not urgent is never gathered', async () => {
  startGathering(workOn);
  expect(gather(quiet, [{ ...rowOf(crowd, 'q'), job: 'test.quiet' }])).toBe(false);
  await inTransaction((tx) => owe(quiet, [{ key: 'q', payload: { text: 'q' } }], tx));
  expect(await eventually(async () => (await queueOf('event').getJobCounts()).waiting, (count) => count === 1)).toBe(1);
  expect(ran).toEqual([]);
});

test('above 2,000 rows in hand the next ones go by way of the queue, to other workers', async () => {
  startGathering(workOn);
  await oweEach(flood, numbered('busy', 4));
  await begun(4);
  await oweAll(flood, numbered('full', 2_000));
  expect(await inRedis()).toBe(0);
  await oweAll(flood, ['over']);
  expect(await eventually(inRedis, (count) => count === 1)).toBe(1);
  expect(isUnderway('test.flood:over')).toBe(false);
  open();
  await allDone(flood, 2_004);
  expect(groups.slice(4).map((group) => group.length)).toEqual([500, 500, 500, 500]);
  expect((await Owed.findById('test.flood:over').lean())?.state).toBe('waiting');
});

test('the end waits for what runs, and begins nothing more', async () => {
  startGathering(workOn);
  await oweEach(last, numbered('c', 5));
  await begun(4);
  let ended = false;
  const stopping = stopGathering(5_000).then(() => { ended = true; });
  await sleep(200);
  expect(ended).toBe(false);
  open();
  await stopping;
  expect(await states(last)).toEqual(['done', 'done', 'done', 'done', 'waiting']);
  expect(groups).toEqual([['c1'], ['c2'], ['c3'], ['c4']]);
  expect(gather(crowd, [rowOf(crowd, 'late')])).toBe(false);
});

test('the end waits no longer than it may', async () => {
  startGathering(workOn);
  await oweAll(crowd, ['slow']);
  await begun(1);
  const startedMs = performance.now();
  await stopGathering(300);
  expect(performance.now() - startedMs).toBeGreaterThan(250);
  expect(performance.now() - startedMs).toBeLessThan(1_500);
});

test('a row that the sweep hands over again while it is underway is not begun a second time', async () => {
  startGathering(workOn);
  await oweAll(crowd, ['long']);
  await begun(1);
  setClock(() => new Date(systemTime().getTime() + 6_000));
  expect(await sweepOwed()).toBe(1);
  expect(await eventually(inRedis, (count) => count === 1)).toBe(1);
  processQueues(work);
  await eventually(() => queueOf('welcome').getJobCounts(), ({ waiting, active }) => waiting + active === 0);
  expect(groups).toEqual([['long']]);
  expect(isUnderway('test.crowd:long')).toBe(true);
  open();
  await allDone(crowd, 1);
  expect(ran).toEqual(['long']);
  await eventually(async () => isUnderway('test.crowd:long'), (is) => !is);
});

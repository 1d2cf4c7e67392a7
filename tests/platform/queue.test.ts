import { z } from 'zod';
import { job, registerJob } from '../../server/platform/job.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { owe } from '../../server/platform/owed.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { processQueues, queueOf } from '../../server/platform/queue.ts';
import { redis } from '../../server/platform/redis.ts';
import { SchedulerLease, startScheduler, stopScheduler } from '../../server/platform/scheduler.ts';
import { work } from '../../server/platform/worker.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { useServer } from '../support/harness.ts';
import { eventually } from '../support/processes.ts';

/** The same rows through real Bull queues, a real scheduler and an emptied Redis. */
const ran: string[] = [];
const jot = job('test.jot', { lane: 'welcome', payload: z.object({ text: z.string() }), run: async ({ text }) => { ran.push(text); } });
const daily = job('test.daily', { lane: 'bulk', cron: '0 9 * * *', payload: z.object({}), run: async () => { ran.push('daily'); } });

registerJob(jot);
registerJob(daily);
useServer();
afterEach(() => stopScheduler());

const oweJot = (text: string, dueAt?: Date) => inTransaction((tx) => owe(jot, [{ key: text, payload: { text }, ...(dueAt ? { dueAt } : {}) }], tx));
const isDone = (text: string) => eventually(() => Owed.findById(`test.jot:${text}`).lean(), (row) => row?.state === 'done', 10_000);

test('what is owed is done at once by a worker, without the scheduler', async () => {
  processQueues(work);
  await oweJot('at once');
  await isDone('at once');
  expect(ran).toEqual(['at once']);
});

test('what Redis has forgotten is handed over again, and done once', async () => {
  await queueOf('welcome').pause();
  await oweJot('forgotten');
  await redis().flushdb();
  await queueOf('welcome').resume();
  startScheduler();
  await isDone('forgotten');
  expect(ran.filter((text) => text === 'forgotten')).toHaveLength(1);
});

test('what is due later is done when its time has come', async () => {
  await oweJot('later', new Date(systemTime().getTime() + 3_600_000));
  startScheduler();
  expect((await Owed.findById('test.jot:later').lean())?.state).toBe('waiting');
  setClock(() => new Date(systemTime().getTime() + 3_600_000));
  await isDone('later');
});

test('recurring work is owed once a slot, whoever notices first', async () => {
  await Owed.deleteMany({ job: 'test.daily' });
  ran.length = 0;
  setClock(() => new Date('2026-11-22T01:00:30Z')); // 09:00:30 in Shanghai
  startScheduler();
  await eventually(() => Owed.find({ job: 'test.daily' }).lean(), (rows) => rows.length > 0, 10_000);
  await stopScheduler();
  expect(await SchedulerLease.findById('scheduler').lean()).toMatchObject({ until: new Date(0) });
  startScheduler();
  await eventually(() => Owed.findById('test.daily:2026-11-22T01:00:00.000Z').lean(), (row) => row?.state === 'done', 10_000);
  expect(ran.filter((text) => text === 'daily')).toHaveLength(1);
});

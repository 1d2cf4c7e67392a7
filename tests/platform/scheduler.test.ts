import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { systemTime } from '../../server/platform/clock.ts';
import { job, registerJob } from '../../server/platform/job.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { SchedulerLease, startScheduler, stopScheduler } from '../../server/platform/scheduler.ts';
import { emptyData, useServer } from '../support/harness.ts';
import { eventually } from '../support/processes.ts';

const chore = job('test.chore', { lane: 'bulk', payload: z.object({}), run: async () => undefined });
registerJob(chore);
useServer();
beforeEach(emptyData);
afterEach(() => stopScheduler());

const before = (ms: number) => new Date(systemTime().getTime() - ms);
const overdue = before(60_000);
const aWaitingRow = () => Owed.create({ _id: 'test.chore:1', job: 'test.chore', payload: {}, state: 'waiting', dueAt: overdue, handAt: overdue, attempts: 0, reason: null, createdAt: overdue, doneAt: null });
const handAt = async () => (await Owed.findById('test.chore:1').lean())?.handAt;
const lease = () => SchedulerLease.findById('scheduler').lean();

test('while another scheduler holds the lease this one stands by; when it has run out this one takes over', async () => {
  const until = before(-60_000);
  await SchedulerLease.create({ _id: 'scheduler', holder: 'another', until, term: 7 });
  await aWaitingRow();
  startScheduler();
  await sleep(1_000);
  expect(await lease()).toMatchObject({ holder: 'another', until, term: 7 });
  expect(await handAt()).toEqual(overdue);
  await SchedulerLease.updateOne({ _id: 'scheduler' }, { until: before(1) });
  await eventually(handAt, (at) => at !== undefined && at > overdue, 5_000);
  const taken = await lease();
  expect(taken?.holder).not.toBe('another');
  expect(taken?.term).toBe(8);
});

test('who stands by and stops leaves the lease to its holder; who holds it gives it back', async () => {
  const until = before(-60_000);
  await SchedulerLease.create({ _id: 'scheduler', holder: 'another', until, term: 1 });
  startScheduler();
  await sleep(400);
  await stopScheduler();
  expect(await lease()).toMatchObject({ holder: 'another', until });
  await SchedulerLease.deleteMany({});
  startScheduler();
  await eventually(lease, (row) => row !== null && row !== undefined, 5_000);
  await stopScheduler();
  expect(await lease()).toMatchObject({ until: new Date(0) });
});

test('a lease lasts five seconds from its last beat: a killed scheduler is replaced', async () => {
  startScheduler();
  const first = await eventually(lease, (row) => row !== null && row !== undefined, 5_000);
  const leftMs = (first?.until.getTime() ?? 0) - systemTime().getTime();
  expect(leftMs).toBeGreaterThan(3_000);
  expect(leftMs).toBeLessThanOrEqual(5_000);
  await eventually(lease, (row) => (row?.until.getTime() ?? 0) > (first?.until.getTime() ?? 0), 5_000);
});

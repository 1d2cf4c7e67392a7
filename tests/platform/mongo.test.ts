import mongoose from 'mongoose';
import { inTransaction, onCommit } from '../../server/platform/mongo.ts';
import { RunningProcess } from '../../server/platform/processes.ts';
import { useServer } from '../support/harness.ts';

useServer();

/** A row that another session has written and not yet committed. */
async function aHeldRow(_id: string): Promise<mongoose.ClientSession> {
  await RunningProcess.create({ _id, role: 'free', startedAt: new Date(), seenAt: new Date(), memoryBytes: 1 });
  const holder = await mongoose.startSession();
  holder.startTransaction();
  await RunningProcess.updateOne({ _id }, { role: 'held' }, { session: holder });
  return holder;
}
const setRole = (_id: string, role: string, patienceMs?: number) =>
  inTransaction((tx) => RunningProcess.updateOne({ _id }, { role }, { session: tx }), patienceMs === undefined ? {} : { patienceMs });
const roleOf = async (_id: string) => (await RunningProcess.findById(_id).lean())?.role;

test('a write that another transaction holds up waits as long as its patience, then says so; freed, it goes through', async () => {
  const holder = await aHeldRow('patience');
  const startedMs = performance.now();
  await expect(setRole('patience', 'mine', 300)).rejects.toMatchObject({ name: 'AppError', code: 'platform.unavailable' });
  const tookMs = performance.now() - startedMs;
  expect(tookMs).toBeGreaterThanOrEqual(290);
  expect(tookMs).toBeLessThan(3_000);
  await holder.abortTransaction();
  await holder.endSession();
  await setRole('patience', 'mine', 300);
  expect(await roleOf('patience')).toBe('mine');
});

test('held up for less than its patience it goes through, without the caller noticing', async () => {
  const holder = await aHeldRow('short');
  const writing = setRole('short', 'mine');
  await new Promise((resolve) => setTimeout(resolve, 200));
  await holder.abortTransaction();
  await holder.endSession();
  await writing;
  expect(await roleOf('short')).toBe('mine');
});

test('a first try is never refused for want of patience', async () => {
  await RunningProcess.create({ _id: 'first', role: 'free', startedAt: new Date(), seenAt: new Date(), memoryBytes: 1 });
  await setRole('first', 'mine', 0);
  expect(await roleOf('first')).toBe('mine');
});

test('a repeated transaction leaves its task once; a failed one leaves none', async () => {
  const holder = await aHeldRow('task');
  let tries = 0;
  let ran = 0;
  await inTransaction(async (tx) => {
    tries += 1;
    onCommit(tx, () => { ran += 1; });
    if (tries === 3) await holder.abortTransaction();
    await RunningProcess.updateOne({ _id: 'task' }, { role: 'mine' }, { session: tx });
  });
  await holder.endSession();
  expect([tries >= 3, ran]).toEqual([true, 1]);
  await expect(inTransaction(async (tx) => {
    onCommit(tx, () => { ran += 1; });
    throw new Error('stop');
  })).rejects.toThrow('stop');
  expect(ran).toBe(1);
});

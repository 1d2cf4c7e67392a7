import mongoose from 'mongoose';
import { errorTable, type ErrorCode } from '../../shared/errors.ts';
import { newId } from './chance.ts';
import { monotonicMs, now } from './clock.ts';
import { runInContext } from './context.ts';
import { AppError } from './errors.ts';
import { isUnderway, type WorkRow } from './gather.ts';
import { findJob, type AnyJob } from './job.ts';
import { logger } from './logger.ts';
import { histogram } from './metrics.ts';
import { inTransaction } from './mongo.ts';
import { Owed } from './owed.model.ts';
import type { Handed } from './queue.ts';

const { EJSON } = mongoose.mongo.BSON;
const jobSeconds = histogram('job_seconds', 'Jobs and handlers by name and outcome', ['job', 'outcome']);

/** A job throws this with words for people, and may say when to try again; without a time, as with any other error, each wait is longer. */
export class RetryLater extends Error {
  readonly waitMs: number | undefined;
  constructor(reason: string, waitMs?: number) {
    super(reason);
    this.waitMs = waitMs;
  }
}

/** A job throws this when another try cannot help. */
export class GiveUp extends Error {}

/** 1 s, 2 s, 4 s … to 10 min. */
const backoffMs = (attempt: number): number => Math.min(1_000 * 2 ** (attempt - 1), 600_000);

/** Works on the rows that were handed over. Failures are recorded in the rows, and never lost. */
export async function work(handed: Handed): Promise<void> {
  const each = findJob(handed.job);
  if (!each) return logger.error({ job: handed.job }, '队列里有不认识的任务，可能来自更新的版本');
  await workOn(each, (await rowsOf(handed)).filter((row) => !isUnderway(row._id)));
}

export async function workOn(each: AnyJob, rows: WorkRow[]): Promise<void> {
  if (rows.length === 0) return;
  const failed = await attempt(each, rows);
  if (!failed) return;
  if (rows.length === 1) return recordFailure(each, rows, failed);
  for (const row of rows) {
    const alone = await attempt(each, [row]);
    if (alone) await recordFailure(each, [row], alone);
  }
}

/** A copy may be older than its row: the claim in the transaction, not the copy, says whether there is work. */
async function rowsOf({ ids, rows }: Handed): Promise<WorkRow[]> {
  if (rows) return EJSON.parse(rows) as WorkRow[]; // written by `handFresh`
  return Owed.find({ _id: { $in: ids }, state: 'waiting' }, { job: 1, payload: 1, attempts: 1 }).lean<WorkRow[]>();
}

async function attempt(each: AnyJob, rows: WorkRow[]): Promise<Error | undefined> {
  const startedMs = monotonicMs();
  let outcome = 'done';
  try {
    await runInContext({ requestId: newId() }, () => perform(each, rows));
    return undefined;
  } catch (error) {
    outcome = 'failed';
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    jobSeconds.observe({ job: each.name, outcome }, (monotonicMs() - startedMs) / 1_000);
  }
}

async function perform(each: AnyJob, rows: WorkRow[]): Promise<void> {
  const payloads = rows.map((row) => each.payload.parse(row.payload));
  const attemptNumber = Math.max(...rows.map((row) => row.attempts)) + 1;
  const prepared = await each.prepare?.(payloads, { now: now(), attempt: attemptNumber });
  await inTransaction(async (tx) => {
    const ids = rows.map((row) => row._id);
    const claimed = await Owed.updateMany({ _id: { $in: ids }, state: 'waiting' }, { state: 'done', doneAt: now() }, { session: tx });
    if (claimed.modifiedCount === 0) return;
    if (claimed.modifiedCount < rows.length) throw new RetryLater('another worker has some of these rows', 0);
    await each.runMany(payloads, { now: now(), tx, prepared });
  }, { patienceMs });
}

/** A lane's few slots are not to wait together for the rows of a process that was killed. */
const patienceMs = 1_500;

/** A code of ours, words for people, or what the system said. */
function reasonOf(error: Error): string {
  if (error instanceof AppError) return error.code;
  return (error instanceof GiveUp || error instanceof RetryLater ? error.message : `${error.name}: ${error.message}`).slice(0, 300);
}

/** What a person may read of a `reason`. */
export function sayReason(reason: string): string {
  const ours = errorTable[reason as ErrorCode] as { message: string } | undefined; // any text may be asked
  return ours?.message ?? (/^\p{Script=Han}/u.test(reason) ? reason : '系统暂时繁忙');
}

async function recordFailure(each: AnyJob, rows: WorkRow[], error: Error): Promise<void> {
  for (const row of rows) {
    const attempts = row.attempts + 1;
    const final = error instanceof GiveUp || attempts >= each.attempts;
    const reason = reasonOf(error);
    logger[final ? 'error' : 'warn']({ job: each.name, row: row._id, attempts, reason }, final ? '任务失败，不再重试' : '任务失败，稍后重试');
    const waitMs = (error instanceof RetryLater ? error.waitMs : undefined) ?? backoffMs(attempts);
    const recorded = inTransaction(async (tx) => {
      const again = new Date(now().getTime() + waitMs);
      const next = final ? { state: 'failed' as const, doneAt: now() } : { dueAt: again, handAt: again };
      const changed = await Owed.updateOne({ _id: row._id, state: 'waiting', attempts: row.attempts }, { ...next, attempts, reason }, { session: tx });
      if (changed.modifiedCount > 0 && final) await each.giveUp?.(each.payload.parse(row.payload), { now: now(), tx, reason });
    }, { patienceMs });
    await recorded.catch((unrecorded: Error) => logger.warn({ job: each.name, row: row._id, reason: unrecorded.name }, '失败未能记下，由巡检再次处理'));
  }
}

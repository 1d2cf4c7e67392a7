import { hostname } from 'node:os';
import { CronExpressionParser } from 'cron-parser';
import { Schema } from 'mongoose';
import { newId } from './chance.ts';
import { businessZone, now, systemTime } from './clock.ts';
import { allJobs, findJob, type AnyJob } from './job.ts';
import { logger } from './logger.ts';
import { gauge } from './metrics.ts';
import { model } from './model.ts';
import { inTransaction, isDuplicateKey } from './mongo.ts';
import { hand, nextHandAt, owe } from './owed.ts';
import { Owed, type OwedRow } from './owed.model.ts';

interface Lease { _id: string; holder: string; until: Date; term: number }
const leaseSchema = new Schema<Lease>({
  _id: { type: String, required: true, personal: 'none' },
  holder: { type: String, required: true, personal: 'none' },
  until: { type: Date, required: true },
  term: { type: Number, required: true },
});
export const SchedulerLease = model<Lease>('SchedulerLease', 'schedulerLeases', leaseSchema);

const tickMs = 250;
const leaseMs = 5_000;
const sweepPage = 1_000;
const self = `${hostname()}:${process.pid}:${newId().slice(0, 6)}`;
const owedRows = gauge('owed_rows', 'Work that is owed, by state', ['state']);

/** One scheduler works at a time. The lease is measured by the system's clock, so that a moved business clock breaks nothing. */
async function holdLease(): Promise<boolean> {
  const at = systemTime();
  try {
    const lease = await SchedulerLease.findOneAndUpdate(
      { _id: 'scheduler', $or: [{ holder: self }, { until: { $lt: at } }] },
      { $set: { holder: self, until: new Date(at.getTime() + leaseMs) }, $inc: { term: 1 } },
      { upsert: true, returnDocument: 'after' },
    ).lean();
    return lease?.holder === self;
  } catch (error) {
    if (isDuplicateKey(error)) return false; // another holds it
    throw error;
  }
}

/** Hands over what is due, and again what a crash or an emptied Redis has lost. */
export async function sweepOwed(): Promise<number> {
  const at = now();
  const rows = await Owed.find({ state: 'waiting', handAt: { $lte: at } }, { job: 1 }).sort({ handAt: 1 }).limit(sweepPage).lean<OwedRow[]>();
  if (rows.length === 0) return 0;
  await Owed.bulkWrite(rows.map(({ _id, job }) => (
    { updateOne: { filter: { _id, state: 'waiting' }, update: { $set: { handAt: nextHandAt(findJob(job)?.lane ?? 'bulk', at) } } } }
  )), { ordered: false });
  hand(rows);
  return rows.length;
}

/** One row a slot of each recurring job: whoever writes it, however often, it is one piece of work. */
async function oweRecurring(each: AnyJob): Promise<void> {
  if (!each.cron) return;
  const slot = CronExpressionParser.parse(each.cron, { currentDate: new Date(now().getTime() + 1), tz: businessZone }).prev().toDate();
  await inTransaction((tx) => owe(each, [{ key: slot.toISOString(), payload: {} }], tx));
}

let timer: NodeJS.Timeout | undefined;
let ticking: Promise<void> = Promise.resolve();
let lastSlotCheck = 0;

async function tick(): Promise<void> {
  try {
    if (!(await holdLease())) return;
    await sweepOwed();
    const minute = Math.floor(now().getTime() / 60_000);
    if (minute === lastSlotCheck) return;
    for (const each of allJobs()) await oweRecurring(each);
    lastSlotCheck = minute;
    for (const state of ['waiting', 'failed'] as const) owedRows.set({ state }, await Owed.countDocuments({ state }));
  } catch (error) {
    logger.warn({ reason: error instanceof Error ? error.name : 'unknown' }, '调度暂不可用，稍后再试');
  }
}

export function startScheduler(): void {
  const next = () => {
    timer = setTimeout(() => { ticking = tick().finally(() => { if (timer) next(); }); }, tickMs);
  };
  next();
}

/** Gives the lease back, so that another scheduler takes over at once. */
export async function stopScheduler(): Promise<void> {
  if (!timer) return;
  clearTimeout(timer);
  timer = undefined;
  await ticking;
  await SchedulerLease.updateOne({ _id: 'scheduler', holder: self }, { until: new Date(0) });
}

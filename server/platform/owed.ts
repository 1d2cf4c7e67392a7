import mongoose from 'mongoose';
import { now } from './clock.ts';
import { gather } from './gather.ts';
import { findJob, isGroupedBySweep, lanes, type AnyJob, type JobOf, type Lane } from './job.ts';
import { onCommit, type Tx } from './mongo.ts';
import { Owed, type OwedRow } from './owed.model.ts';
import { nativeOf } from './model.ts';
import { enqueue, type Handed } from './queue.ts';

const { EJSON } = mongoose.mongo.BSON;

/** Handed over now, it is to be handed over again at this time, unless it is done by then. */
export const nextHandAt = (lane: Lane, at: Date): Date => new Date(at.getTime() + lanes[lane].requeueAfterMs);

export interface Owing {
  /** Business key: owed again under the same key, it stays one piece of work. */
  key: string;
  payload: unknown;
  dueAt?: Date;
}

export const owedRow = (each: Pick<AnyJob, 'name' | 'lane' | 'many'>, owing: Owing, at: Date): OwedRow => {
  const dueAt = owing.dueAt ?? at;
  return {
    _id: `${each.name}:${owing.key}`, job: each.name, payload: owing.payload, state: 'waiting', dueAt,
    handAt: dueAt <= at && !isGroupedBySweep(each) ? nextHandAt(each.lane, at) : dueAt, attempts: 0, reason: null, createdAt: at, doneAt: null,
  };
};

/** Writes what is owed beside the facts that it follows from; the queue hears of it after the commit, or from the sweep. */
export async function owe<Payload>(each: JobOf<Payload>, owings: (Owing & { payload: NoInfer<Payload> })[], tx: Tx): Promise<void> {
  if (owings.length === 0) return;
  const at = now();
  const rows = owings.map((owing) => owedRow(each, owing, at));
  await insertMissing(rows, tx);
  await reopenAhead(rows.filter((row) => row.dueAt > at), at, tx);
  onCommit(tx, () => handFresh(rows.filter((row) => row.dueAt <= at)));
}

/** An upsert and not an insert: a duplicate key would end the whole transaction. */
async function insertMissing(rows: OwedRow[], tx: Tx): Promise<void> {
  await nativeOf(Owed).bulkWrite(
    rows.map((row) => ({ updateOne: { filter: { _id: row._id }, update: { $setOnInsert: withoutId(row) }, upsert: true } })),
    { session: tx, ordered: false },
  );
}

/** Done already although it is due later: the clock was set back since, and the work is to be done again at its time. */
async function reopenAhead(rows: OwedRow[], at: Date, tx: Tx): Promise<void> {
  if (rows.length === 0) return;
  await nativeOf(Owed).bulkWrite(
    rows.map(({ _id, createdAt: _createdAt, ...fresh }) => ({ updateOne: { filter: { _id, state: 'done', doneAt: { $gt: at } }, update: { $set: fresh } } })),
    { session: tx, ordered: false },
  );
}

const withoutId = ({ _id: _, ...rest }: OwedRow) => rest;

/** Puts rows on their lanes, as many together as their job takes. Never waits, never throws: the sweep repeats it. */
export function hand(rows: Pick<OwedRow, '_id' | 'job'>[]): void {
  for (const [job, group] of byJob(rows)) {
    const each = findJob(job);
    if (each) handGroup(each, group, () => ({}));
  }
}

/** The same for rows just written, with a copy that saves the worker a read; urgent ones stay in this process where it works. */
export function handFresh(rows: OwedRow[]): void {
  for (const [job, group] of byJob(rows)) {
    const each = findJob(job);
    if (!each || isGroupedBySweep(each) || gather(each, group)) continue;
    handGroup(each, group, (part) => ({ rows: EJSON.stringify(part.map(({ _id, job: name, payload, attempts }) => ({ _id, job: name, payload, attempts }))) }));
  }
}

function handGroup<Row extends Pick<OwedRow, '_id' | 'job'>>(each: AnyJob, group: Row[], copy: (part: Row[]) => Pick<Handed, 'rows'>): void {
  for (let from = 0; from < group.length; from += each.many) {
    const part = group.slice(from, from + each.many);
    enqueue(each.lane, { job: each.name, ids: part.map((row) => row._id), ...copy(part) });
  }
}

function byJob<T extends { job: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.job);
    if (group) group.push(row); else groups.set(row.job, [row]);
  }
  return groups;
}

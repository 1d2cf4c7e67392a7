import { setImmediate as nextTurn } from 'node:timers/promises';
import mongoose from 'mongoose';
import { newId } from '../platform/chance.ts';
import { now } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { logger } from '../platform/logger.ts';
import { handFresh, owedRow } from '../platform/owed.ts';
import { nativeOf } from '../platform/model.ts';
import { Owed } from '../platform/owed.model.ts';
import { Callback, type CallbackRow } from './callback.model.ts';
import { readCallbacks } from './readCallbacks.job.ts';

interface Waiter { row: CallbackRow; done: () => void; failed: (error: unknown) => void }

/** What one transaction of `wecom.readCallbacks` takes in its stride. */
const maxBatch = 100;
const durable = { writeConcern: { w: 'majority', journal: true, wtimeoutMS: 4_000 } } as const;

/** Two, so that one batch is read from the network while the other waits for the disk. */
const maxWriters = 2;

const arrivals: Waiter[] = [];
let writers = 0;

/** Keeps a callback, or throws; many that come together share one write. It needs MongoDB only. */
export function keepCallback(row: CallbackRow): Promise<void> {
  if (mongoose.connection.readyState !== mongoose.ConnectionStates.connected) throw new AppError('platform.unavailable');
  return new Promise((done, failed) => {
    arrivals.push({ row, done, failed });
    if (writers < maxWriters) void writeAll();
  });
}

/** Those who come while a batch is being written are the next batch. */
async function writeAll(): Promise<void> {
  writers += 1;
  await nextTurn(); // what has arrived in this turn of the event loop comes along
  while (arrivals.length > 0) {
    const batch = arrivals.splice(0, maxBatch);
    try {
      await write(batch.map((each) => each.row));
      for (const each of batch) each.done();
    } catch (error) {
      for (const each of batch) each.failed(error);
    }
  }
  writers -= 1;
}

async function write(rows: CallbackRow[]): Promise<void> {
  const first = new Map<string, CallbackRow>();
  for (const row of rows) if (!first.has(row._id)) first.set(row._id, row);
  const unique = [...first.values()];
  const known = await insertNew(unique);
  await oweReading(unique);
  countRepeats(rows, known);
}

/** One row of work for the whole batch, known ones too: the process that kept the first copy may have died before it came this far. */
async function oweReading(rows: CallbackRow[]): Promise<void> {
  const callbackIds = rows.filter((row) => row.state === 'received').map((row) => row._id);
  if (callbackIds.length === 0) return;
  const owed = owedRow(readCallbacks, { key: newId(), payload: { callbackIds } }, now());
  await nativeOf(Owed).insertOne(owed, durable);
  handFresh([owed]);
}

/** Keeps what is not there yet; gives the ids that were. Returns once a majority has it on disk. */
async function insertNew(rows: CallbackRow[]): Promise<Set<string>> {
  try {
    await nativeOf(Callback).insertMany(rows, { ordered: false, ...durable });
    return new Set();
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
    const refused = error.result.getWriteErrors();
    if (refused.length === 0 || refused.some((each) => each.code !== 11_000)) throw error;
    return new Set(refused.map((each) => rows[each.index]?._id ?? ''));
  }
}

/** A figure for the eye: it may lag or be lost, the answer to WeCom does not wait for it. */
function countRepeats(rows: CallbackRow[], known: Set<string>): void {
  const repeats = new Map<string, number>([...known].map((id) => [id, 0]));
  const fresh = new Set<string>();
  for (const { _id } of rows) {
    if (!known.has(_id) && !fresh.has(_id)) fresh.add(_id);
    else repeats.set(_id, (repeats.get(_id) ?? 0) + 1);
  }
  if (repeats.size === 0) return;
  const updates = [...repeats].map(([_id, count]) => ({ updateOne: { filter: { _id }, update: { $inc: { repeats: count } } } }));
  Callback.bulkWrite(updates, { ordered: false }).catch((error: Error) => logger.warn({ reason: error.name }, '重复回调未计数'));
}

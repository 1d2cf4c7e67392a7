import mongoose from 'mongoose';
import { AppError } from '../platform/errors.ts';
import { logger } from '../platform/logger.ts';
import { hand, owedRow } from '../platform/owed.ts';
import { Owed } from '../platform/owed.model.ts';
import { Callback, type CallbackRow } from './callback.model.ts';
import { readCallbacks } from './readCallbacks.job.ts';

interface Waiter { row: CallbackRow; done: () => void; failed: (error: unknown) => void }

const maxBatch = 500;
const durable = { ordered: false, writeConcern: { w: 'majority', journal: true, wtimeoutMS: 4_000 } } as const;

const arrivals: Waiter[] = [];
let writing = 0;
const maxWriting = Number(process.env.MAXW ?? 3);

/** Keeps a callback, or throws; many that come together share one write. It needs MongoDB only. */
export function keepCallback(row: CallbackRow): Promise<void> {
  if (mongoose.connection.readyState !== mongoose.ConnectionStates.connected) throw new AppError('platform.unavailable');
  return new Promise((done, failed) => {
    arrivals.push({ row, done, failed });
    if (writing < maxWriting) void writeAll();
  });
}

/** Those who come while a batch is being written are the next batch. */
async function writeAll(): Promise<void> {
  writing += 1;
  while (arrivals.length > 0) {
    const batch = arrivals.splice(0, maxBatch);
    try {
      await write(batch.map((each) => each.row));
      for (const each of batch) each.done();
    } catch (error) {
      for (const each of batch) each.failed(error);
    }
  }
  writing -= 1;
}

async function write(rows: CallbackRow[]): Promise<void> {
  const first = new Map<string, CallbackRow>();
  for (const row of rows) if (!first.has(row._id)) first.set(row._id, row);
  const unique = [...first.values()];
  const known = await insertNew(Callback.collection, unique);
  const owed = unique.filter((row) => row.state === 'received').map((row) => owedRow(readCallbacks, { key: row._id, payload: { callbackId: row._id } }, row.receivedAt));
  // Owed for known ones too: the process that kept the first copy may have died before it came this far.
  const owedBefore = await insertNew(Owed.collection, owed);
  hand(owed.filter((row) => !owedBefore.has(row._id)));
  countRepeats(rows, known);
}

/** Inserts what is not there yet; gives the ids that were. Returns once a majority has it on disk. */
async function insertNew<Row extends { _id: string }>(collection: Collection, rows: Row[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  try {
    await collection.insertMany(rows, durable);
    return new Set();
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
    const refused = error.result.getWriteErrors();
    if (refused.length === 0 || refused.some((each) => each.code !== 11_000)) throw error;
    return new Set(refused.map((each) => rows[each.index]?._id ?? ''));
  }
}
interface Collection { insertMany: (rows: any[], options: typeof durable) => Promise<unknown> } // two models' rows go through it

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

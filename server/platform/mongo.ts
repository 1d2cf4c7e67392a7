import { setTimeout as sleep } from 'node:timers/promises';
import mongoose, { type ClientSession } from 'mongoose';
import { monotonicMs } from './clock.ts';
import { config } from './config.ts';
import { AppError } from './errors.ts';
import { logger } from './logger.ts';

/** The transaction that a write runs in. `run` may be repeated whole, so it calls nothing outside the database. */
export type Tx = ClientSession;

const afterCommit = new WeakMap<Tx, (() => void)[]>();

const connectOptions = {
  serverSelectionTimeoutMS: 3_000,
  maxPoolSize: 50,
  w: 'majority',
  journal: true,
  readConcernLevel: 'majority',
  bufferCommands: false,
} as const;

/** Tries until the database answers; a restart of MongoDB later on needs no restart of ours. */
export async function connectMongo(): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mongoose.connect(config.MONGODB_URI, connectOptions);
      break;
    } catch (error) {
      if (attempt === 20) throw error;
      logger.warn({ attempt }, 'MongoDB 未就绪，稍后重试');
      await sleep(Math.min(500 * attempt, 5_000));
    }
  }
  const hello = await mongoose.connection.db?.admin().command({ hello: 1 });
  if (!hello?.setName && hello?.msg !== 'isdbgrid') {
    throw new Error('MONGODB_URI 指向的不是副本集或分片集群；事务需要副本集，请以 --replSet 启动 MongoDB。');
  }
}

export async function createCollections(): Promise<void> {
  for (const each of Object.values(mongoose.models)) {
    await each.createCollection();
    await each.createIndexes().catch((error: unknown) => {
      if (!isIndexConflict(error)) throw error;
      return each.syncIndexes().then(() => undefined);
    });
  }
}

/** An index of this name or these keys is there with other options, from an earlier release: it is made anew. */
const isIndexConflict = (error: unknown): boolean =>
  error instanceof mongoose.mongo.MongoServerError && ['IndexOptionsConflict', 'IndexKeySpecsConflict'].includes(error.codeName ?? '');

/** True while the driver knows a primary that takes writes. */
export async function mongoReady(): Promise<boolean> {
  if (mongoose.connection.readyState !== mongoose.ConnectionStates.connected) return false;
  try {
    const hello = await mongoose.connection.db?.admin().command({ hello: 1 }, { timeoutMS: 1_000 });
    return hello?.isWritablePrimary === true;
  } catch {
    return false; // readiness is the answer, the driver's own events carry the reason
  }
}

export const disconnectMongo = (): Promise<void> => mongoose.disconnect();

/** How long a write waits for rows that another transaction holds. A killed process holds its rows until MongoDB ends its transaction (`transactionLifetimeLimitSeconds`). */
const patienceMs = 5_000;

/** Runs `work` in one transaction, again from the start on a write conflict; then what was left for after the commit. Held up too long: `platform.unavailable`. */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, options: { patienceMs?: number } = {}): Promise<T> {
  const tx = await mongoose.startSession();
  const deadlineMs = monotonicMs() + (options.patienceMs ?? patienceMs);
  let tries = 0;
  try {
    const result = await tx.withTransaction(async () => {
      tries += 1;
      if (tries > 1 && monotonicMs() > deadlineMs) throw new AppError('platform.unavailable');
      afterCommit.set(tx, []);
      return work(tx);
    });
    for (const task of afterCommit.get(tx) ?? []) task();
    return result;
  } finally {
    await tx.endSession();
  }
}

/** Leaves a quick, optional task for when the transaction holds. What must happen is a row, not a task. */
export function onCommit(tx: Tx, task: () => void): void {
  const tasks = afterCommit.get(tx);
  if (!tasks) throw new Error('onCommit outside inTransaction');
  tasks.push(task);
}

/** MongoDB's code for a unique index that refused a second row. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 11_000;

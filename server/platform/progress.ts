import { Schema } from 'mongoose';
import type { Actor } from './actor.ts';
import { newId } from './chance.ts';
import { now } from './clock.ts';
import { model } from './model.ts';
import type { Tx } from './mongo.ts';

/** One piece of long work, as its progress bar shows it. In MongoDB, so that a restart goes on where it was. */
export interface ProgressRow {
  _id: string;
  /** What kind of work, `customers.import`: one of a kind runs at a time. */
  kind: string;
  title: string;
  state: 'running' | 'done' | 'failed';
  doneCount: number;
  /** Of those done, the ones that did not come off; each says why where it belongs. */
  failedCount: number;
  /** 0 = not known yet. */
  totalCount: number;
  reason: string | null;
  startedBy: string;
  startedAt: Date;
  endedAt: Date | null;
}

const schema = new Schema<ProgressRow>({
  _id: { type: String, required: true, personal: 'none' },
  kind: { type: String, required: true, personal: 'none' },
  title: { type: String, required: true, personal: 'none' },
  state: { type: String, required: true, personal: 'none' },
  doneCount: { type: Number, required: true },
  failedCount: { type: Number, required: true, default: 0 },
  totalCount: { type: Number, required: true },
  reason: { type: String, default: null, personal: 'none' },
  startedBy: { type: String, required: true, personal: 'C1' },
  startedAt: { type: Date, required: true },
  endedAt: { type: Date, default: null },
});
schema.index({ kind: 1 }, { unique: true, partialFilterExpression: { state: 'running' } });
schema.index({ startedAt: -1 });

export const Progress = model<ProgressRow>('Progress', 'progress', schema);

/** Starts long work, or gives the one of its kind that is running: a second tap starts nothing. */
export async function startProgress(kind: string, title: string, actor: Actor, tx: Tx): Promise<{ progressId: string; started: boolean }> {
  const running = await Progress.findOne({ kind, state: 'running' }, { _id: 1 }).session(tx).lean();
  if (running) return { progressId: running._id, started: false };
  const _id = newId();
  await Progress.create([{ _id, kind, title, state: 'running', doneCount: 0, totalCount: 0, startedBy: actor.id, startedAt: now() }], { session: tx });
  return { progressId: _id, started: true };
}

export const expectProgress = (id: string, moreCount: number, tx: Tx) => Progress.updateOne({ _id: id }, { $inc: { totalCount: moreCount } }, { session: tx });

/** Counts what is done; at the total the work is done. */
export async function advanceProgress(id: string, count: number, tx: Tx, { failed = 0 } = {}): Promise<void> {
  const row = await Progress.findOneAndUpdate({ _id: id, state: 'running' }, { $inc: { doneCount: count, failedCount: failed } }, { session: tx, returnDocument: 'after' }).lean<ProgressRow>();
  if (row && row.totalCount > 0 && row.doneCount >= row.totalCount) await endProgress(id, 'done', null, tx);
}

export const endProgress = async (id: string, state: 'done' | 'failed', reason: string | null, tx: Tx): Promise<void> => {
  await Progress.updateOne({ _id: id, state: 'running' }, { state, reason, endedAt: now() }, { session: tx });
};

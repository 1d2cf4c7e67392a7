import { Schema } from 'mongoose';
import { model } from './model.ts';

/** Work that the system owes: the only memory of jobs, handlers of events and due times. */
export interface OwedRow {
  /** Business key: the same work owed twice is one row. */
  _id: string;
  job: string;
  payload: unknown;
  state: 'waiting' | 'done' | 'failed';
  dueAt: Date;
  /** When the sweep hands it to its lane: at its due time, and again where nothing came of the last time. */
  handAt: Date;
  attempts: number;
  reason: string | null;
  createdAt: Date;
  doneAt: Date | null;
}

const schema = new Schema<OwedRow>({
  _id: { type: String, required: true, personal: 'none' },
  job: { type: String, required: true, personal: 'none' },
  payload: { type: Schema.Types.Mixed, required: true, personal: 'C1' },
  state: { type: String, required: true, personal: 'none' },
  dueAt: { type: Date, required: true },
  handAt: { type: Date, required: true },
  attempts: { type: Number, required: true, default: 0 },
  reason: { type: String, default: null, personal: 'none' },
  createdAt: { type: Date, required: true },
  doneAt: { type: Date, default: null },
});
schema.index({ handAt: 1 }, { partialFilterExpression: { state: 'waiting' } });
schema.index({ job: 1, createdAt: -1 }, { partialFilterExpression: { state: 'failed' } });
schema.index({ doneAt: 1 }, { expireAfterSeconds: 30 * 86_400, partialFilterExpression: { state: 'done' } });

export const Owed = model<OwedRow>('Owed', 'owed', schema);

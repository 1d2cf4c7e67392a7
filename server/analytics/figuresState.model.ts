import { Schema } from 'mongoose';
import { model, nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';

/** Which figures are read, and how far a rebuild is. One row. */
export interface FiguresStateRow {
  _id: 'figures';
  /** What reports read. */
  generation: number;
  /** The last one that was begun. */
  lastGeneration: number;
  rebuild: Rebuild | null;
  /** Outside these days there are no figures. */
  firstDay: string | null;
  lastDay: string | null;
  /** The latest fact that is in the sums. */
  factAt: Date | null;
  /** Counts who has written sums: two at once collide, and one of them tries again. */
  turn: number;
}
export interface Rebuild {
  progressId: string;
  generation: number;
  /** Days that had facts when it began. */
  from: string;
  to: string;
  /** The latest fact when it began. */
  factAt: Date | null;
  /** How many of its units are made. */
  made: number;
}

const schema = new Schema<FiguresStateRow>({
  _id: { type: String, required: true, personal: 'none' },
  generation: { type: Number, required: true },
  lastGeneration: { type: Number, required: true },
  rebuild: {
    type: new Schema<Rebuild>({
      progressId: { type: String, required: true, personal: 'none' },
      generation: { type: Number, required: true },
      from: { type: String, required: true, personal: 'none' },
      to: { type: String, required: true, personal: 'none' },
      factAt: { type: Date, default: null },
      made: { type: Number, required: true },
    }, { _id: false }),
    default: null,
  },
  firstDay: { type: String, default: null, personal: 'none' },
  lastDay: { type: String, default: null, personal: 'none' },
  factAt: { type: Date, default: null },
  turn: { type: Number, required: true },
});

export const FiguresState = model<FiguresStateRow>('FiguresState', 'figuresState', schema);

export async function layState(): Promise<void> {
  const first = { generation: 1, lastGeneration: 1, rebuild: null, firstDay: null, lastDay: null, factAt: null, turn: 0 };
  await nativeOf(FiguresState).updateOne({ _id: 'figures' }, { $setOnInsert: first }, { upsert: true });
}

/** The state, for who is about to write sums: until the transaction ends nobody else writes any. */
export async function takeTurn(tx: Tx): Promise<FiguresStateRow> {
  const state = await nativeOf(FiguresState).findOneAndUpdate({ _id: 'figures' }, { $inc: { turn: 1 } }, { session: tx, returnDocument: 'after' });
  if (!state) throw new Error('figures without a state: boot lays it');
  return state;
}

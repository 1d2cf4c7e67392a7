import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** How far what waits was looked at for a second time. One row, `waiting`. */
export interface LookedAtRow {
  _id: string;
  /** Received before this: looked at. */
  upTo: Date;
  /** When all that waits was looked at. */
  wholeAt: Date | null;
}

const schema = new Schema<LookedAtRow>({
  _id: { type: String, required: true, personal: 'none' },
  upTo: { type: Date, required: true },
  wholeAt: { type: Date, default: null },
});

export const LookedAt = model<LookedAtRow>('LookedAt', 'bankLookedAt', schema);

import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

interface Held { userid: string; since: Date }

/**
 * Who holds a person now, as the standing decisions say; a row for each customer whose touches were ever decided.
 * Every deciding writes it, so that two touches of one person at once collide and one comes after the other.
 */
export interface HoldingRow {
  /** Customer id. */
  _id: string;
  /** The record under which this one is decided now; null = its own. */
  mergedInto: string | null;
  holder: (Held & { touchId: string }) | null;
  confirmed: Held | null;
  locked: boolean;
  /** Grows with every deciding. */
  revision: number;
}

const held = { userid: { type: String, required: true, personal: 'C1' }, since: { type: Date, required: true } } as const;
const schema = new Schema<HoldingRow>({
  _id: { type: String, required: true, personal: 'none' },
  mergedInto: { type: String, default: null, personal: 'none' },
  holder: { type: new Schema({ ...held, touchId: { type: String, required: true, personal: 'none' } }, { _id: false }), default: null },
  confirmed: { type: new Schema({ ...held }, { _id: false }), default: null },
  locked: { type: Boolean, required: true },
  revision: { type: Number, required: true },
});
schema.index({ mergedInto: 1, _id: 1 });

export const Holding = model<HoldingRow>('Holding', 'holdings', schema);

import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** What came on one business day. A day has several rows, so that calls at the same moment do not wait for each other; its figures are their sums. */
export interface BankDayRow {
  /** `<day>:<slot>` */
  _id: string;
  day: string;
  received: number;
  /** At once, without waiting. */
  applied: number;
  late: number;
  /** Calls. */
  refused: number;
  lastReceivedAt: Date | null;
}

const schema = new Schema<BankDayRow>({
  _id: { type: String, required: true, personal: 'none' },
  day: { type: String, required: true, personal: 'none' },
  received: { type: Number, required: true, default: 0 },
  applied: { type: Number, required: true, default: 0 },
  late: { type: Number, required: true, default: 0 },
  refused: { type: Number, required: true, default: 0 },
  lastReceivedAt: { type: Date, default: null },
});
schema.index({ day: 1 });

export const BankDay = model<BankDayRow>('BankDay', 'bankDays', schema);

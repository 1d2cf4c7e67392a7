import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** A key by which the bank's system signs. */
export interface BankKeyRow {
  _id: string;
  name: string;
  sealedSecret: string;
  state: 'active' | 'retired';
  createdAt: Date;
  createdBy: string;
  retiredAt: Date | null;
  /** To the minute. */
  lastUsedAt: Date | null;
  /** Counts how often another's retiring relied on this one staying: two such changes at once then collide. */
  reliance: number;
}

const schema = new Schema<BankKeyRow>({
  _id: { type: String, required: true, personal: 'none' },
  name: { type: String, required: true, personal: 'none' },
  sealedSecret: { type: String, required: true, personal: 'C3' },
  state: { type: String, required: true, personal: 'none' },
  createdAt: { type: Date, required: true },
  createdBy: { type: String, required: true, personal: 'C1' },
  retiredAt: { type: Date, default: null },
  lastUsedAt: { type: Date, default: null },
  reliance: { type: Number, required: true, default: 0 },
});
schema.index({ state: 1, createdAt: -1 });

export const BankKey = model<BankKeyRow>('BankKey', 'bankKeys', schema);

import { Schema } from 'mongoose';
import type { Purpose } from '../../shared/privacy/constants.ts';
import { model } from '../platform/model.ts';

/** One decision of a customer, as it was made: never changed. */
export interface ConsentRow {
  _id: string;
  customerId: string;
  purpose: Purpose;
  granted: boolean;
  noticeVersion: number;
  wordingVersion: number;
  at: Date;
}

const schema = new Schema<ConsentRow>({
  _id: { type: String, required: true, personal: 'none' },
  customerId: { type: String, required: true, personal: 'none' },
  purpose: { type: String, required: true, personal: 'none' },
  granted: { type: Boolean, required: true },
  noticeVersion: { type: Number, required: true },
  wordingVersion: { type: Number, required: true },
  at: { type: Date, required: true },
});
schema.index({ customerId: 1, at: -1 });

export const Consent = model<ConsentRow>('Consent', 'consents', schema);

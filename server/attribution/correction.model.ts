import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** A correction that somebody asked for, and what became of it. */
export interface CorrectionRow {
  /** Key of the approval, and of the touch that follows it. */
  _id: string;
  approvalId: string;
  customerId: string;
  userid: string | null;
  reason: string;
  askedBy: string;
  askedByName: string;
  askedAt: Date;
  state: 'pending' | 'approved' | 'refused' | 'withdrawn';
  endedAt: Date | null;
}

const schema = new Schema<CorrectionRow>({
  _id: { type: String, required: true, personal: 'none' },
  approvalId: { type: String, required: true, personal: 'none' },
  customerId: { type: String, required: true, personal: 'none' },
  userid: { type: String, default: null, personal: 'C1' },
  reason: { type: String, required: true, personal: 'C1' },
  askedBy: { type: String, required: true, personal: 'C1' },
  askedByName: { type: String, required: true, personal: 'C1' },
  askedAt: { type: Date, required: true },
  state: { type: String, required: true, personal: 'none' },
  endedAt: { type: Date, default: null },
});
schema.index({ customerId: 1 }, { unique: true, partialFilterExpression: { state: 'pending' } });

export const Correction = model<CorrectionRow>('Correction', 'corrections', schema);

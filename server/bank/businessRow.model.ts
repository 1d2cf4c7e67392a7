import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';
import type { PhoneRow } from '../platform/phone.ts';
import { fileRowPaths, type FileRow } from './fileRow.ts';

/** A line of the bank's book of business. `_id`: the bank customer number. Of an ended one only that it has ended. */
export interface BusinessRow extends FileRow {
  phone: PhoneRow | null;
  sealedName: string;
  managerEmployeeNo: string | null;
  /** C1–C5. */
  riskRating: string | null;
  /** Business day, `2026-11-22`. */
  ratedOn: string | null;
  /** Fen, sealed. */
  sealedAum: string;
}

const schema = new Schema<BusinessRow>({
  ...fileRowPaths,
  phone: { type: new Schema({ sealed: { type: String, required: true, personal: 'C2' }, index: { type: String, required: true, personal: 'C2' } }, { _id: false }), default: null },
  sealedName: { type: String, default: '', personal: 'C2' },
  managerEmployeeNo: { type: String, default: null, personal: 'C1' },
  riskRating: { type: String, default: null, personal: 'C2' },
  ratedOn: { type: String, default: null, personal: 'C1' },
  sealedAum: { type: String, default: '', personal: 'C2' },
});
schema.index({ 'phone.index': 1 }, { partialFilterExpression: { 'phone.index': { $type: 'string' } } });
schema.index({ managerEmployeeNo: 1, endedAt: 1 });

export const Business = model<BusinessRow>('Business', 'bankBusiness', schema);

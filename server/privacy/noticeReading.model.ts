import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** A customer has confirmed having read this version of the notice. */
export interface NoticeReadingRow { _id: string; customerId: string; version: number; at: Date }
const schema = new Schema<NoticeReadingRow>({
  _id: { type: String, required: true, personal: 'none' },
  customerId: { type: String, required: true, personal: 'none' },
  version: { type: Number, required: true },
  at: { type: Date, required: true },
});
schema.index({ customerId: 1, version: 1 }, { unique: true });

export const NoticeReading = model<NoticeReadingRow>('NoticeReading', 'noticeReadings', schema);

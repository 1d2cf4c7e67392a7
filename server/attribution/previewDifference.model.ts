import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** A person who would belong to another manager. */
export interface PreviewDifferenceRow {
  /** `<progressId>:<customerId>` */
  _id: string;
  progressId: string;
  customerId: string;
  now: string | null;
  then: string | null;
  /** As a sentence. */
  reason: string;
  at: Date;
}

const schema = new Schema<PreviewDifferenceRow>({
  _id: { type: String, required: true, personal: 'none' },
  progressId: { type: String, required: true, personal: 'none' },
  customerId: { type: String, required: true, personal: 'none' },
  now: { type: String, default: null, personal: 'C1' },
  then: { type: String, default: null, personal: 'C1' },
  reason: { type: String, required: true, personal: 'C1' },
  at: { type: Date, required: true },
});
schema.index({ progressId: 1, _id: 1 });
schema.index({ at: 1 }, { expireAfterSeconds: 7 * 86_400 });

export const PreviewDifference = model<PreviewDifferenceRow>('PreviewDifference', 'previewDifferences', schema);

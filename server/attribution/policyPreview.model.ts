import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';
import type { PolicyRules } from './attribution.rules.ts';

/** A replay under rules that are not published; forgotten after a week. */
export interface PolicyPreviewRow {
  /** Progress id. */
  _id: string;
  rules: PolicyRules;
  /** Touches from here on are decided by these rules. */
  from: Date;
  /** How many people were replayed so far. */
  customers: number;
  at: Date;
}

const schema = new Schema<PolicyPreviewRow>({
  _id: { type: String, required: true, personal: 'none' },
  rules: { type: Schema.Types.Mixed, required: true, personal: 'none' },
  from: { type: Date, required: true },
  customers: { type: Number, required: true },
  at: { type: Date, required: true },
});
schema.index({ at: 1 }, { expireAfterSeconds: 7 * 86_400 });

export const PolicyPreview = model<PolicyPreviewRow>('PolicyPreview', 'policyPreviews', schema);

import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** A campaign as codes, figures and budgets refer to it. */
export interface CampaignRow {
  _id: string;
  name: string;
  /** First and last business day, both included. */
  from: string;
  to: string;
  departmentId: number;
  /** Whose staff take part: this department's subtree. */
  departmentPath: string;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
}

const schema = new Schema<CampaignRow>({
  _id: { type: String, required: true, personal: 'none' },
  name: { type: String, required: true, personal: 'none' },
  from: { type: String, required: true, personal: 'none' },
  to: { type: String, required: true, personal: 'none' },
  departmentId: { type: Number, required: true },
  departmentPath: { type: String, required: true, personal: 'none' },
  createdBy: { type: String, required: true, personal: 'C1' },
  createdByName: { type: String, required: true, personal: 'C1' },
  createdAt: { type: Date, required: true },
});
schema.index({ name: 1 }, { unique: true });
schema.index({ departmentPath: 1, createdAt: -1 });
schema.index({ createdAt: -1 });

export const Campaign = model<CampaignRow>('Campaign', 'campaigns', schema);

import { Schema } from 'mongoose';
import { weighedKinds } from '../../shared/attribution/constants.ts';
import { model } from '../platform/model.ts';
import type { PolicyRules } from './attribution.rules.ts';

export interface BindingPolicyRow {
  /** Version. */
  _id: number;
  rules: PolicyRules;
  effectiveFrom: Date;
  state: 'pending' | 'published' | 'refused' | 'withdrawn';
  note: string;
  createdBy: string;
  createdByName: string;
  approvedByName: string;
  approvalId: string | null;
  createdAt: Date;
}

const weights = Object.fromEntries(weighedKinds.map((kind) => [kind, { type: Number, required: true }]));
const schema = new Schema<BindingPolicyRow>({
  _id: { type: Number, required: true },
  rules: {
    mode: { type: String, required: true, personal: 'none' },
    windowDays: { type: Number, required: true },
    weights,
    lockOnConfirm: { type: Boolean, required: true },
  },
  effectiveFrom: { type: Date, required: true },
  state: { type: String, required: true, personal: 'none' },
  note: { type: String, required: true, personal: 'none' },
  createdBy: { type: String, required: true, personal: 'C1' },
  createdByName: { type: String, default: '', personal: 'C1' },
  approvedByName: { type: String, default: '', personal: 'C1' },
  approvalId: { type: String, default: null, personal: 'none' },
  createdAt: { type: Date, required: true },
});
schema.index({ state: 1 }, { unique: true, partialFilterExpression: { state: 'pending' } });

export const BindingPolicy = model<BindingPolicyRow>('BindingPolicy', 'bindingPolicies', schema);

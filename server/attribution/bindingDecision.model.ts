import { Schema } from 'mongoose';
import type { BindingReason } from '../../shared/attribution/constants.ts';
import { model } from '../platform/model.ts';

/** What the rule said of a touch. Append-only, but for the mark that it no longer stands. */
export interface DecisionRow {
  /** `<touchId>#<n>`: the n-th decision of its touch. */
  _id: string;
  touchId: string;
  n: number;
  /** As in the touch. */
  customerId: string;
  /** When the touch happened. */
  at: Date;
  reason: BindingReason;
  before: string | null;
  after: string | null;
  locked: boolean;
  policyVersion: number;
  decidedAt: Date;
  /** Null = it stands: one decision of each touch does. */
  supersededAt: Date | null;
  /** `touch:<id>`, `merge:<id>`, `unmerge:<id>`. */
  supersededBy: string | null;
}

const schema = new Schema<DecisionRow>({
  _id: { type: String, required: true, personal: 'none' },
  touchId: { type: String, required: true, personal: 'none' },
  n: { type: Number, required: true },
  customerId: { type: String, required: true, personal: 'none' },
  at: { type: Date, required: true },
  reason: { type: String, required: true, personal: 'none' },
  before: { type: String, default: null, personal: 'C1' },
  after: { type: String, default: null, personal: 'C1' },
  locked: { type: Boolean, required: true },
  policyVersion: { type: Number, required: true },
  decidedAt: { type: Date, required: true },
  supersededAt: { type: Date, default: null },
  supersededBy: { type: String, default: null, personal: 'none' },
});
schema.index({ customerId: 1, supersededAt: 1, at: 1 });
// One decision of a touch stands, whatever goes wrong.
schema.index({ touchId: 1 }, { unique: true, partialFilterExpression: { supersededAt: null } });

export const BindingDecision = model<DecisionRow>('BindingDecision', 'bindingDecisions', schema);

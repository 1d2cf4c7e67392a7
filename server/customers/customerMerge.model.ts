import { Schema } from 'mongoose';
import type { MergeReason } from '../../shared/customers/constants.ts';
import { model } from '../platform/model.ts';
import { phoneSchema } from './customer.model.ts';
import type { Identity } from './identity.rules.ts';

/** Two records that became one person, with both as they were before. */
export interface CustomerMergeRow {
  _id: string;
  survivorId: string;
  absorbedId: string;
  reason: MergeReason;
  survivorBefore: Identity;
  absorbedBefore: Identity;
  at: Date;
  /** Taken back by hand: never joined again by itself. */
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneReason: string | null;
}

const identity = new Schema<Identity>({
  openids: { type: [{ type: String, personal: 'C1' }], required: true },
  unionid: { type: String, default: null, personal: 'C1' },
  phone: { type: phoneSchema, default: null },
  phoneVerifiedAt: { type: Date, default: null },
  bankCustomerNo: { type: String, default: null, personal: 'C1' },
  bankNoPhone: { type: String, default: null, personal: 'C2' },
  mergedIds: { type: [{ type: String, personal: 'none' }], required: true },
}, { _id: false });

const schema = new Schema<CustomerMergeRow>({
  _id: { type: String, required: true, personal: 'none' },
  survivorId: { type: String, required: true, personal: 'none' },
  absorbedId: { type: String, required: true, personal: 'none' },
  reason: { type: String, required: true, personal: 'none' },
  survivorBefore: { type: identity, required: true },
  absorbedBefore: { type: identity, required: true },
  at: { type: Date, required: true },
  undoneAt: { type: Date, default: null },
  undoneBy: { type: String, default: null, personal: 'C1' },
  undoneReason: { type: String, default: null, personal: 'C1' },
});
schema.index({ survivorId: 1, at: -1 });
schema.index({ absorbedId: 1, at: -1 });

export const CustomerMerge = model<CustomerMergeRow>('CustomerMerge', 'customerMerges', schema);

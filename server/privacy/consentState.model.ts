import { Schema } from 'mongoose';
import type { Purpose } from '../../shared/privacy/constants.ts';
import { model } from '../platform/model.ts';

/** The last decision of a customer on a purpose: two that are made at once meet here. Made from `consents`. */
export interface ConsentStateRow {
  /** `<customerId>:<purpose>` */
  _id: string;
  purpose: Purpose;
  granted: boolean;
  wordingVersion: number;
  at: Date;
}
const stateSchema = new Schema<ConsentStateRow>({
  _id: { type: String, required: true, personal: 'none' },
  purpose: { type: String, required: true, personal: 'none' },
  granted: { type: Boolean, required: true },
  wordingVersion: { type: Number, required: true },
  at: { type: Date, required: true },
});
export const ConsentState = model<ConsentStateRow>('ConsentState', 'consentStates', stateSchema);

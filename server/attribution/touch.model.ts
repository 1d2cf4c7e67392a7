import { Schema } from 'mongoose';
import type { TouchChannel, TouchFlag, TouchKind } from '../../shared/attribution/constants.ts';
import { model } from '../platform/model.ts';

/** What happened between a customer and a manager. Append-only: never changed, never deleted by us. */
export interface TouchRow {
  /** Business key. */
  _id: string;
  /** The record it came to; of merged ones not the survivor's, so that a merge can be undone. */
  customerId: string;
  kind: TouchKind;
  managerUserid: string | null;
  at: Date;
  recordedAt: Date;
  campaignId: string | null;
  inviteId: string | null;
  /** By what the customer came. */
  channel: TouchChannel;
  /** The customer who passed the code or the link on. */
  via: string | null;
  /** What there is to say beside the kind; of a correction reason, author and approver. */
  words: string;
  /** What made it not count, found when it was recorded. */
  flags: TouchFlag[];
}

const schema = new Schema<TouchRow>({
  _id: { type: String, required: true, personal: 'none' },
  customerId: { type: String, required: true, personal: 'none' },
  kind: { type: String, required: true, personal: 'none' },
  managerUserid: { type: String, default: null, personal: 'C1' },
  at: { type: Date, required: true },
  recordedAt: { type: Date, required: true },
  campaignId: { type: String, default: null, personal: 'none' },
  inviteId: { type: String, default: null, personal: 'none' },
  channel: { type: String, default: 'direct', personal: 'none' },
  via: { type: String, default: null, personal: 'none' },
  words: { type: String, default: '', personal: 'C1' },
  flags: { type: [{ type: String, personal: 'none' }], required: true },
});
schema.index({ customerId: 1, at: 1 });
schema.index({ managerUserid: 1, at: 1 });

export const Touch = model<TouchRow>('Touch', 'touches', schema);

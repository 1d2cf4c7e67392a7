import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

export const inviteEventKinds = ['shared', 'clicked', 'scanned', 'redeemed', 'added'] as const;
export type InviteEventKind = (typeof inviteEventKinds)[number];

/** One thing that happened with a code: what its figures are counted from. */
export interface InviteEventRow {
  /** Business key: told twice, it is one. */
  _id: string;
  inviteId: string;
  kind: InviteEventKind;
  /** Who did it; null for a click, which nobody signs. */
  customerId: string | null;
  /** The customer who had passed the code on. */
  via: string | null;
  at: Date;
}

const schema = new Schema<InviteEventRow>({
  _id: { type: String, required: true, personal: 'none' },
  inviteId: { type: String, required: true, personal: 'none' },
  kind: { type: String, required: true, personal: 'none' },
  customerId: { type: String, default: null, personal: 'none' },
  via: { type: String, default: null, personal: 'none' },
  at: { type: Date, required: true },
});
schema.index({ inviteId: 1, kind: 1 });
schema.index({ customerId: 1, kind: 1 });
schema.index({ kind: 1, at: 1 });
schema.index({ via: 1, kind: 1 }, { partialFilterExpression: { via: { $type: 'string' } } });

export const InviteEvent = model<InviteEventRow>('InviteEvent', 'inviteEvents', schema);

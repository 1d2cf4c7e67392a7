import { Schema } from 'mongoose';
import type { TouchChannel } from '../../shared/attribution/constants.ts';
import type { CreditKind, CreditReason } from '../../shared/performance/constants.ts';
import { model } from '../platform/model.ts';

/**
 * One entry in what managers are credited with. Append-only: what a late event, a reversal, a correction or a merge changes is booked
 * by further entries, so that what the figure was before can still be seen. The entries of one event sum to what it counts for now.
 */
export interface CreditRow {
  /** `<event id>#<n>` */
  _id: string;
  /** The bank's event, or `register:<customer id>`. */
  eventId: string;
  kind: CreditKind;
  customerId: string;
  /** Who held the customer when it happened; null = nobody. */
  managerUserid: string | null;
  /** Where that manager worked then; headquarters where nobody held the customer. */
  departmentPath: string;
  /** Of the touch by which the manager came to hold the customer. */
  campaignId: string | null;
  channel: TouchChannel;
  /** 1 or -1. */
  count: number;
  /** Signed, in fen. */
  amountFen: number;
  /** When it happened: figures of that day. */
  at: Date;
  bookedAt: Date;
  reason: CreditReason;
  /** What made this entry: an event's id, `intervals:<fact id>`, `place:<fact id or manager>`. */
  cause: string;
}

const schema = new Schema<CreditRow>({
  _id: { type: String, required: true, personal: 'none' },
  eventId: { type: String, required: true, personal: 'none' },
  kind: { type: String, required: true, personal: 'none' },
  customerId: { type: String, required: true, personal: 'none' },
  managerUserid: { type: String, default: null, personal: 'C1' },
  departmentPath: { type: String, required: true, personal: 'none' },
  campaignId: { type: String, default: null, personal: 'none' },
  channel: { type: String, required: true, personal: 'none' },
  count: { type: Number, required: true },
  amountFen: { type: Number, required: true },
  at: { type: Date, required: true },
  bookedAt: { type: Date, required: true },
  reason: { type: String, required: true, personal: 'none' },
  cause: { type: String, required: true, personal: 'none' },
});
schema.index({ eventId: 1 });
schema.index({ customerId: 1, at: 1 });
schema.index({ managerUserid: 1, at: 1 });
schema.index({ departmentPath: 1, at: 1 });
schema.index({ at: 1 });
// Small: who is credited at headquarters.
schema.index({ managerUserid: 1 }, { name: 'atHeadquarters', partialFilterExpression: { departmentPath: '/1/', managerUserid: { $gt: '' } } });

export const Credit = model<CreditRow>('Credit', 'credits', schema);

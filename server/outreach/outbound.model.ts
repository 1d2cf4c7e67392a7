import { Schema } from 'mongoose';
import type { OutboundChannel, OutboundReason, OutboundState } from '../../shared/outreach/constants.ts';
import type { Values } from '../content/content.rules.ts';
import { model } from '../platform/model.ts';

/** One thing that was to reach a customer, and what became of it; refused ones too. */
export interface OutboundRow {
  _id: string;
  /** The caller's own key: asked for twice, it is one row. */
  businessKey: string;
  purpose: 'service' | 'marketing';
  channel: OutboundChannel;
  state: OutboundState;
  reason: OutboundReason | null;
  customerId: string;
  /** Empty where it goes to a phone. */
  externalUserid: string;
  /** Empty where it goes out in nobody's name. */
  staffUserid: string;
  /** The member's department at that time, or the customer's: the record's scope. */
  departmentPath: string;
  contentVersionId: string;
  contentTitle: string;
  /** What fills the variables of the text; a code that was sent is not among them. */
  values: Partial<Values>;
  /** Single use, 20 s; emptied at the end. */
  welcomeCode: string;
  /** Where a text message goes; emptied at the end. */
  sealedPhone: string;
  /** Whose code a text message carries. */
  challengeId: string;
  requestedAt: Date;
  /** When the callback reached us, or the customer asked: WeCom's window, or the code's life, runs from here. */
  receivedAt: Date;
  /** Counted before WeCom is called: `sending` with attempts means that an answer may have been lost. */
  attempts: number;
  /** When the last attempt began: until its answer can no longer come, no other process tries. */
  attemptedAt: Date | null;
  /** Whose attempt that was. */
  attemptId: string | null;
  finishedAt: Date | null;
}

const schema = new Schema<OutboundRow>({
  _id: { type: String, required: true, personal: 'none' },
  businessKey: { type: String, required: true, personal: 'none' },
  purpose: { type: String, required: true, personal: 'none' },
  channel: { type: String, required: true, personal: 'none' },
  state: { type: String, required: true, personal: 'none' },
  reason: { type: String, default: null, personal: 'none' },
  customerId: { type: String, required: true, personal: 'none' },
  externalUserid: { type: String, default: '', personal: 'C1' },
  staffUserid: { type: String, default: '', personal: 'C1' },
  departmentPath: { type: String, required: true, personal: 'none' },
  contentVersionId: { type: String, required: true, personal: 'none' },
  contentTitle: { type: String, default: '', personal: 'none' },
  values: { type: Schema.Types.Mixed, required: true, personal: 'C1' },
  welcomeCode: { type: String, default: '', personal: 'none' },
  sealedPhone: { type: String, default: '', personal: 'C2' },
  challengeId: { type: String, default: '', personal: 'none' },
  requestedAt: { type: Date, required: true },
  receivedAt: { type: Date, required: true },
  attempts: { type: Number, required: true, default: 0 },
  attemptedAt: { type: Date, default: null },
  attemptId: { type: String, default: null, personal: 'none' },
  finishedAt: { type: Date, default: null },
});
schema.index({ businessKey: 1 }, { unique: true });
schema.index({ requestedAt: -1 });
schema.index({ departmentPath: 1, requestedAt: -1 });
schema.index({ staffUserid: 1, requestedAt: -1 });
schema.index({ state: 1, requestedAt: -1 });
schema.index({ customerId: 1, requestedAt: -1 });

export const Outbound = model<OutboundRow>('Outbound', 'outbound', schema);

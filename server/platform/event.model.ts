import { Schema } from 'mongoose';
import { model } from './model.ts';

/** A fact, past tense. The log of them is the outbox and the timeline. */
export interface EventRow {
  _id: string;
  name: string;
  payload: unknown;
  /** Whom it is about, for the timeline. */
  subject: { customerId?: string; externalUserid?: string; staffUserid?: string; codeId?: string };
  /** When it happened (business time); `recordedAt`: when we heard. */
  at: Date;
  recordedAt: Date;
}

const schema = new Schema<EventRow>({
  _id: { type: String, required: true, personal: 'none' },
  name: { type: String, required: true, personal: 'none' },
  payload: { type: Schema.Types.Mixed, required: true, personal: 'C1' },
  subject: {
    customerId: { type: String, personal: 'none' },
    externalUserid: { type: String, personal: 'C1' },
    staffUserid: { type: String, personal: 'none' },
    codeId: { type: String, personal: 'none' },
  },
  at: { type: Date, required: true },
  recordedAt: { type: Date, required: true },
});
schema.index({ 'subject.customerId': 1, at: -1 }, { partialFilterExpression: { 'subject.customerId': { $exists: true } } });
schema.index({ 'subject.externalUserid': 1, at: -1 }, { partialFilterExpression: { 'subject.externalUserid': { $exists: true } } });
schema.index({ name: 1, at: -1 });

export const EventLog = model<EventRow>('Event', 'events', schema);

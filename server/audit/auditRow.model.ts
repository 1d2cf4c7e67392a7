import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** Who did or saw what. Written in the transaction of the act; never changed or deleted. */
export interface AuditRow {
  _id: string;
  at: Date;
  actorKind: string;
  actorId: string;
  operation: string;
  /** `channelCode:<id>` */
  subject: string;
  /** Ids and plain values: no personal data in clear. */
  detail: Record<string, unknown>;
  requestId: string | null;
}

const schema = new Schema<AuditRow>({
  _id: { type: String, required: true, personal: 'none' },
  at: { type: Date, required: true },
  actorKind: { type: String, required: true, personal: 'none' },
  actorId: { type: String, required: true, personal: 'C1' },
  operation: { type: String, required: true, personal: 'none' },
  subject: { type: String, required: true, personal: 'none' },
  detail: { type: Schema.Types.Mixed, required: true, personal: 'C1' },
  requestId: { type: String, default: null, personal: 'none' },
});
schema.index({ at: -1 });
schema.index({ subject: 1, at: -1 });
schema.index({ actorId: 1, at: -1 });

export const AuditLog = model<AuditRow>('AuditLog', 'auditLog', schema);

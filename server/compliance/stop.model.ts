import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** Emergency stop (一键停发): nothing of this target goes out while it stands, what is queued included. */
export interface StopRow {
  _id: string;
  scope: 'content' | 'channel' | 'manager';
  /** Content id, channel name or userid. */
  targetId: string;
  reason: string;
  from: Date;
  /** Null while it stands. */
  until: Date | null;
}

const schema = new Schema<StopRow>({
  _id: { type: String, required: true, personal: 'none' },
  scope: { type: String, required: true, personal: 'none' },
  targetId: { type: String, required: true, personal: 'C1' },
  reason: { type: String, default: '', personal: 'none' },
  from: { type: Date, required: true },
  until: { type: Date, default: null },
});
schema.index({ scope: 1, targetId: 1, from: -1 });

export const Stop = model<StopRow>('Stop', 'stops', schema);

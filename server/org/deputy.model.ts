import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** Who decides for whom, from the first business day to the last, both included. */
export interface DeputyRow { _id: string; userid: string; deputyUserid: string; from: string; to: string; createdAt: Date }

const schema = new Schema<DeputyRow>({
  _id: { type: String, required: true, personal: 'none' },
  userid: { type: String, required: true, personal: 'C1' },
  deputyUserid: { type: String, required: true, personal: 'C1' },
  from: { type: String, required: true, personal: 'none' },
  to: { type: String, required: true, personal: 'none' },
  createdAt: { type: Date, required: true },
});
schema.index({ userid: 1, to: 1 });
schema.index({ deputyUserid: 1, to: 1 });

export const Deputy = model<DeputyRow>('Deputy', 'deputies', schema);

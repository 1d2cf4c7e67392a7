import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** A temporary media of WeCom under a key of ours: its id changes at each upload. */
export interface MediaRow {
  _id: string;
  mediaId: string;
  /** When WeCom got it; valid 3 days from then (contract 5.4). */
  uploadedAt: Date;
}

const schema = new Schema<MediaRow>({
  _id: { type: String, required: true, personal: 'none' },
  mediaId: { type: String, required: true, personal: 'none' },
  uploadedAt: { type: Date, required: true },
});
schema.index({ uploadedAt: 1 });

export const Media = model<MediaRow>('Media', 'media', schema);

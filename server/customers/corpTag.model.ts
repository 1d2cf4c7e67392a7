import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** A corp tag as WeCom had it at the last reading. `order`: larger stands first. */
export interface CorpTagRow { _id: string; name: string; order: number; groupId: string; groupName: string; groupOrder: number; readAt: Date }

const schema = new Schema<CorpTagRow>({
  _id: { type: String, required: true, personal: 'none' },
  name: { type: String, required: true, personal: 'none' },
  order: { type: Number, required: true },
  groupId: { type: String, required: true, personal: 'none' },
  groupName: { type: String, required: true, personal: 'none' },
  groupOrder: { type: Number, required: true },
  readAt: { type: Date, required: true },
});
schema.index({ groupOrder: -1, groupId: 1, order: -1, _id: 1 });

export const CorpTag = model<CorpTagRow>('CorpTag', 'corpTags', schema);

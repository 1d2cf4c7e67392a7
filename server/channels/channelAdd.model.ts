import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** One customer added through a code: what figures and caps count. Made again from its relation's facts whenever one arrives. */
export interface ChannelAddRow {
  /** `<codeId>:<externalUserid>:<userid>:<addedAt in seconds>` */
  _id: string;
  codeId: string;
  externalUserid: string;
  userid: string;
  addedAt: Date;
  /** Business day of `addedAt`. */
  day: string;
  lostAt: Date | null;
  lostDay: string | null;
  welcomed: boolean;
}

const schema = new Schema<ChannelAddRow>({
  _id: { type: String, required: true, personal: 'C1' },
  codeId: { type: String, required: true, personal: 'none' },
  externalUserid: { type: String, required: true, personal: 'C1' },
  userid: { type: String, required: true, personal: 'C1' },
  addedAt: { type: Date, required: true },
  day: { type: String, required: true, personal: 'none' },
  lostAt: { type: Date, default: null },
  lostDay: { type: String, default: null, personal: 'none' },
  welcomed: { type: Boolean, required: true },
});
schema.index({ codeId: 1, day: 1, userid: 1, welcomed: 1 });
schema.index({ codeId: 1, lostDay: 1, userid: 1 }, { partialFilterExpression: { lostDay: { $type: 'string' } } });
schema.index({ externalUserid: 1, userid: 1 });

export const ChannelAdd = model<ChannelAddRow>('ChannelAdd', 'channelAdds', schema);

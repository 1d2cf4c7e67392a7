import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** The picture of a code's mini-program code, as WeChat drew it; made once, when first asked for. */
export interface MiniCodeRow { _id: string; type: string; bytes: Buffer; madeAt: Date }

const schema = new Schema<MiniCodeRow>({
  _id: { type: String, required: true, personal: 'none' },
  type: { type: String, required: true, personal: 'none' },
  bytes: { type: Buffer, required: true },
  madeAt: { type: Date, required: true },
});

export const MiniCode = model<MiniCodeRow>('MiniCode', 'miniCodes', schema);

import { Schema } from 'mongoose';
import { callbackStates, type CallbackState } from '../../shared/wecom/constants.ts';
import { model } from '../platform/model.ts';

/** The inbox: what WeCom pushed, once, however often it came. */
export interface CallbackRow {
  /** Hash of the content: the same in every copy, whatever its timestamp and nonce. */
  _id: string;
  event: string;
  changeType: string;
  /** Inner fields as they came. */
  message: Record<string, unknown>;
  state: CallbackState;
  /** What handlers found, such as `unknownState`. */
  marks: string[];
  /** When the first copy came. */
  receivedAt: Date;
  /** Further copies. */
  repeats: number;
}

const schema = new Schema<CallbackRow>({
  _id: { type: String, required: true, personal: 'none' },
  event: { type: String, personal: 'none' },
  changeType: { type: String, personal: 'none' },
  message: { type: Schema.Types.Mixed, required: true, personal: 'C1' },
  state: { type: String, enum: callbackStates, required: true, personal: 'none' },
  marks: { type: [{ type: String, personal: 'none' }], default: [] },
  receivedAt: { type: Date, required: true },
  repeats: { type: Number, required: true, default: 0 },
});
schema.index({ receivedAt: 1 }, { expireAfterSeconds: 180 * 86_400 });
schema.index({ state: 1, receivedAt: -1 });

export const Callback = model<CallbackRow>('Callback', 'callbacks', schema);

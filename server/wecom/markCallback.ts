import type { Tx } from '../platform/mongo.ts';
import { Callback } from './callback.model.ts';

/** A handler leaves word on the callback, such as `unknownState` or `disabledCode`, for whoever looks into it later. */
export async function markCallback(callbackId: string, mark: string, tx: Tx): Promise<void> {
  await Callback.updateOne({ _id: callbackId }, { $addToSet: { marks: mark } }, { session: tx });
}

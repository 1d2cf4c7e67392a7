import type { MergeReason } from '../../shared/customers/constants.ts';
import { newId } from '../platform/chance.ts';
import { now } from '../platform/clock.ts';
import { publish } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { CustomerMerge } from './customerMerge.model.ts';
import { merged } from './events.ts';
import { afterMerge, identityOf } from './identity.rules.ts';

/** Makes one person of two records that the rules have found to be one; the absorbed stays as a tombstone. Gives the merge's id. */
export async function mergePeople(survivorId: string, absorbedId: string, reason: MergeReason, tx: Tx): Promise<string> {
  const rows = await Customer.find({ _id: { $in: [survivorId, absorbedId] }, mergedInto: null }).session(tx).lean<CustomerRow[]>();
  const [survivor, absorbed] = [rows.find((row) => row._id === survivorId), rows.find((row) => row._id === absorbedId)];
  if (!survivor || !absorbed || survivorId === absorbedId) throw new Error('a merge takes two living records');
  if (absorbed.externalUserid !== null) throw new Error('an external contact is never absorbed');
  if (survivor.bankCustomerNo && absorbed.bankCustomerNo) throw new Error('two bank numbers are two people');
  const mergeId = newId();
  const after = afterMerge(survivor, absorbed);
  await CustomerMerge.create([{
    _id: mergeId, survivorId, absorbedId, reason, survivorBefore: identityOf(survivor), absorbedBefore: identityOf(absorbed), at: now(),
  }], { session: tx });
  // The absorbed gives up first: openid, phone and bank number are unique.
  await Customer.updateOne({ _id: absorbedId }, { $set: { ...after.absorbed, mergedInto: survivorId } }, { session: tx });
  await Customer.updateOne({ _id: survivorId }, { $set: after.survivor }, { session: tx });
  await publish(merged, { key: mergeId, payload: { mergeId, survivorId, absorbedId, reason } }, tx);
  return mergeId;
}

import { unmerge as contract } from '../../shared/customers/customer.contract.ts';
import { AppError } from '../platform/errors.ts';
import { publish } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { CustomerMerge, type CustomerMergeRow } from './customerMerge.model.ts';
import { unmerged } from './events.ts';
import { afterUnmerge, buildsOn } from './identity.rules.ts';
import { findVisiblePerson } from './person.ts';

export const unmerge = operation(contract, {
  allow: ['supervisor', 'admin'],
  fresh: true,
  async run({ mergeId, reason }, { actor, now, tx }) {
    const merge = await CustomerMerge.findOne({ _id: mergeId, undoneAt: null }).session(tx).lean<CustomerMergeRow>();
    const person = merge ? await findVisiblePerson(merge.survivorId, actor, tx) : undefined;
    if (!merge || !person) throw new AppError('customers.mergeNotFound');
    if (await isBuiltOn(merge, person, tx)) throw new AppError('customers.mergeBuiltOn');
    const { survivorId, absorbedId } = merge;
    const after = afterUnmerge(person, merge, await takenPhones(merge, tx));
    // The survivor gives back first: openid, phone and bank number are unique.
    await Customer.updateOne({ _id: survivorId }, { $set: after.survivor }, { session: tx });
    await Customer.updateOne({ _id: absorbedId }, { $set: { ...after.absorbed, mergedInto: null } }, { session: tx });
    await CustomerMerge.updateOne({ _id: mergeId }, { $set: { undoneAt: now, undoneBy: actor.id, undoneReason: reason } }, { session: tx });
    await publish(unmerged, { key: mergeId, payload: { mergeId, survivorId, restoredId: absorbedId } }, tx);
    return { customerId: survivorId, restoredId: absorbedId };
  },
  audit: ({ mergeId, reason }, { customerId, restoredId }) => ({ subject: `customer:${customerId}`, detail: { mergeId, restoredId, reason } }),
});

async function isBuiltOn(merge: CustomerMergeRow, person: CustomerRow, tx: Tx): Promise<boolean> {
  const others = await CustomerMerge.find({ survivorId: { $in: [person._id, ...person.mergedIds] }, undoneAt: null, _id: { $ne: merge._id } }).session(tx).lean<CustomerMergeRow[]>();
  return others.some((later) => buildsOn(later, merge));
}

/** Those of the numbers from before the merge that other people have verified since. */
async function takenPhones({ survivorId, survivorBefore, absorbedBefore }: CustomerMergeRow, tx: Tx): Promise<Set<string>> {
  const numbers = [survivorBefore, absorbedBefore].flatMap(({ phone }) => (phone ? [phone.index] : []));
  const rows = await Customer.find({ 'phone.index': { $in: numbers }, _id: { $ne: survivorId } }, { phone: 1 }).session(tx).lean<Pick<CustomerRow, 'phone'>[]>();
  return new Set(rows.flatMap(({ phone }) => (phone ? [phone.index] : [])));
}

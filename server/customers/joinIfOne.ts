import type { MergeReason } from '../../shared/customers/constants.ts';
import type { Tx } from '../platform/mongo.ts';
import type { CustomerRow } from './customer.model.ts';
import { CustomerMerge } from './customerMerge.model.ts';
import { mayJoin, survivorFirst, type Split } from './identity.rules.ts';
import { mergePeople } from './mergePeople.ts';

/** Merges two records that share this trait, if they may be one person; gives the survivor's id. */
export async function joinIfOne(a: CustomerRow, b: CustomerRow, reason: MergeReason, tx: Tx): Promise<string | undefined> {
  if (!mayJoin(a, b, reason, await splitsOf([a, b], tx))) return undefined;
  const [survivor, absorbed] = survivorFirst(a, b);
  await mergePeople(survivor._id, absorbed._id, reason, tx);
  return survivor._id;
}

const splitsOf = (rows: CustomerRow[], tx: Tx): Promise<Split[]> => {
  const ids = rows.flatMap((row) => [row._id, ...row.mergedIds]);
  return CustomerMerge.find({ survivorId: { $in: ids }, absorbedId: { $in: ids }, undoneAt: { $ne: null } }, { survivorId: 1, absorbedId: 1 }).session(tx).lean<Split[]>();
};

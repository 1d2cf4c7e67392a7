import type { z } from 'zod';
import { mergeReasonNames } from '../../shared/customers/constants.ts';
import type { getCustomer } from '../../shared/customers/customer.contract.ts';
import type { Actor } from '../platform/actor.ts';
import { permitted, type AnyOperation } from '../platform/operation.ts';
import type { CustomerRow } from './customer.model.ts';
import { CustomerMerge, type CustomerMergeRow } from './customerMerge.model.ts';
import { buildsOn } from './identity.rules.ts';

type Merges = z.infer<typeof getCustomer.output>['merges'];

/** What was found to be this person, and what was taken apart again, newest first. */
export async function mergesOf(person: CustomerRow, actor: Actor, operations: AnyOperation[]): Promise<Merges> {
  const ids = [person._id, ...person.mergedIds];
  const rows = await CustomerMerge.find({ $or: [{ survivorId: { $in: ids } }, { absorbedId: { $in: ids } }] }).sort({ at: -1, _id: -1 }).lean<CustomerMergeRow[]>();
  const standing = rows.filter((row) => row.undoneAt === null);
  return rows.map((row) => {
    const mayUndo = row.undoneAt === null && !standing.some((later) => buildsOn(later, row));
    return {
      id: row._id, at: row.at.toISOString(), reason: row.reason, words: `${row.undoneAt ? '曾合并、后拆分' : '合并'}一条客户记录：${mergeReasonNames[row.reason]}`,
      undoneAt: row.undoneAt?.toISOString() ?? null, can: permitted(actor, operations, () => mayUndo),
    };
  });
}

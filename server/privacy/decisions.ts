import type { Purpose } from '../../shared/privacy/constants.ts';
import { personIds } from '../customers/person.ts';
import type { Tx } from '../platform/mongo.ts';
import { ConsentState, type ConsentStateRow } from './consentState.model.ts';
import { allPurposes } from './purposes.ts';

export const stateId = (customerId: string, purpose: Purpose): string => `${customerId}:${purpose}`;

/** What a person has decided last on each purpose, whichever of their records it was said under. */
export async function decisionsOf(customerId: string, tx?: Tx): Promise<Map<Purpose, ConsentStateRow>> {
  const { ids } = await personIds(customerId, tx);
  const rows = await ConsentState.find({ _id: { $in: ids.flatMap((id) => allPurposes.map((purpose) => stateId(id, purpose))) } }).session(tx ?? null).lean<ConsentStateRow[]>();
  const latest = new Map<Purpose, ConsentStateRow>();
  for (const row of rows) {
    const known = latest.get(row.purpose);
    if (!known || row.at > known.at) latest.set(row.purpose, row);
  }
  return latest;
}

import type { Tx } from '../platform/mongo.ts';
import { decidePersons } from './decidePersons.ts';
import { personsOf } from './persons.ts';

/** Decides anew whoever these records belong to now: a merge and its undoing may be told in any order. */
export async function decideAsOne(customerIds: string[], cause: string, now: Date, tx: Tx): Promise<void> {
  const persons = await personsOf(customerIds, tx);
  const touched = new Set(customerIds.flatMap((id) => persons.get(id) ?? []));
  await decidePersons([...touched].map((person) => ({ person, cause })), now, tx);
}

import type { Tx } from '../platform/mongo.ts';
import { Customer, type CustomerFacts } from './customer.model.ts';
import { personIds } from './person.ts';

/** Writes what a later domain has decided of this person; what is not given stays. */
export async function recordFacts(customerId: string, facts: Partial<CustomerFacts>, tx: Tx): Promise<void> {
  const given = Object.entries(facts).filter(([, value]) => value !== undefined).map(([name, value]) => [`facts.${name}`, value] as const);
  if (given.length === 0) return;
  const { personId } = await personIds(customerId, tx);
  await Customer.updateOne({ _id: personId }, { $set: Object.fromEntries(given) }, { session: tx });
}

import { Customer, type CustomerRow } from '../customers/customer.model.ts';
import type { Tx } from '../platform/mongo.ts';

/** One human being: the record under which touches are decided, and all records that are theirs. */
export interface Person { id: string; ids: string[] }

/** The person behind each of these records, all in one reading; a record that does not exist stands alone. As `customers/personIds` has it for one. */
export async function personsOf(customerIds: readonly string[], tx?: Tx): Promise<Map<string, Person>> {
  const asked = [...new Set(customerIds)];
  const rows = await Customer.find({ mergedInto: null, $or: [{ _id: { $in: asked } }, { mergedIds: { $in: asked } }] }, { mergedIds: 1 })
    .session(tx ?? null).lean<Pick<CustomerRow, '_id' | 'mergedIds'>[]>();
  const persons = new Map<string, Person>();
  for (const { _id: id, mergedIds } of rows) {
    const person = { id, ids: [id, ...mergedIds] };
    for (const each of person.ids) persons.set(each, person);
  }
  for (const id of asked) if (!persons.has(id)) persons.set(id, { id, ids: [id] });
  return persons;
}

export async function personOf(customerId: string, tx?: Tx): Promise<Person> {
  return (await personsOf([customerId], tx)).get(customerId) ?? { id: customerId, ids: [customerId] };
}

/** Rows that carry a customer's id, by the person that it belongs to. */
export function byPerson<Row extends { customerId: string }>(rows: readonly Row[], persons: ReadonlyMap<string, Person>): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = persons.get(row.customerId)?.id ?? row.customerId;
    const group = groups.get(id);
    if (group) group.push(row); else groups.set(id, [row]);
  }
  return groups;
}

import type { Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { peopleInScope } from './personScope.ts';

const livingOf = (customerId: string) => ({ mergedInto: null, $or: [{ _id: customerId }, { mergedIds: customerId }] });

/** Who this id belongs to now, with all ids that the person's rows may carry; an id that nobody has stands alone. */
export async function personIds(customerId: string, tx?: Tx): Promise<{ personId: string; ids: string[] }> {
  const row = await Customer.findOne(livingOf(customerId), { mergedIds: 1 }).session(tx ?? null).lean<Pick<CustomerRow, '_id' | 'mergedIds'>>();
  if (!row) return { personId: customerId, ids: [customerId] };
  return { personId: row._id, ids: [row._id, ...row.mergedIds] };
}

/** The record that stands for this id now: its own, or the one that it was merged into. */
export async function findPerson(customerId: string, tx?: Tx): Promise<CustomerRow | undefined> {
  return (await Customer.findOne(livingOf(customerId)).session(tx ?? null).lean<CustomerRow>()) ?? undefined;
}

/** The same where the actor may see that person. */
export async function visiblePerson(customerId: string, actor: Actor, tx?: Tx): Promise<CustomerRow> {
  const row = await findVisiblePerson(customerId, actor, tx);
  if (!row) throw new AppError('customers.notFound');
  return row;
}

export async function findVisiblePerson(customerId: string, actor: Actor, tx?: Tx): Promise<CustomerRow | undefined> {
  return (await Customer.findOne({ $and: [livingOf(customerId), peopleInScope(actor)] }).session(tx ?? null).lean<CustomerRow>()) ?? undefined;
}

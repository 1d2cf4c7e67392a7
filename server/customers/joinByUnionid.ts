import type { Tx } from '../platform/mongo.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { joinIfOne } from './joinIfOne.ts';
import { findPerson } from './person.ts';

/** Merges the person with whoever else WeChat says is the same; gives the person as they are then. */
export async function joinByUnionid(customerId: string, tx: Tx): Promise<CustomerRow | undefined> {
  const person = await findPerson(customerId, tx);
  if (!person?.unionid) return person;
  const others = await Customer.find({ unionid: person.unionid, mergedInto: null, _id: { $ne: person._id } }).sort({ createdAt: 1, _id: 1 }).session(tx).lean<CustomerRow[]>();
  for (const other of others) {
    const survivorId = await joinIfOne(person, other, 'unionid', tx);
    if (survivorId) return joinByUnionid(survivorId, tx);
  }
  return person;
}

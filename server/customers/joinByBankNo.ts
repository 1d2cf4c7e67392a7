import type { Tx } from '../platform/mongo.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { joinIfOne } from './joinIfOne.ts';

/** The bank says of two people that they have one number: one person, where the rules allow it. Gives the survivor's id. */
export async function joinByBankNo(personId: string, otherId: string, tx: Tx): Promise<string | undefined> {
  const rows = await Customer.find({ _id: { $in: [personId, otherId] }, mergedInto: null }).session(tx).lean<CustomerRow[]>();
  const [one, other] = rows;
  return one && other ? joinIfOne(one, other, 'bankCustomerNo', tx) : undefined;
}

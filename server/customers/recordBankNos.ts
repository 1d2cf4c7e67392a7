import { publishMany } from '../platform/event.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import type { BankCustomer } from './bankCustomers.ts';
import { Customer } from './customer.model.ts';
import { bankNoRecorded } from './events.ts';

/** A person without a bank number, with the one that was found for them by the phone that they have verified. */
export interface FoundNumber { person: BankCustomer; bankCustomerNo: string; phoneIndex: string }

/** These numbers are these people's from now on. Another who got one of them meanwhile makes the transaction conflict. */
export async function recordBankNos(found: readonly FoundNumber[], tx: Tx): Promise<BankCustomer[]> {
  if (found.length === 0) return [];
  await nativeOf(Customer).bulkWrite(
    found.map(({ person, bankCustomerNo, phoneIndex }) => (
      { updateOne: { filter: { _id: person._id, bankCustomerNo: null }, update: { $set: { bankCustomerNo, bankNoPhone: phoneIndex } } } }
    )),
    { session: tx, ordered: false },
  );
  await publishMany(bankNoRecorded, found.map(({ person, bankCustomerNo }) => ({ key: `${bankCustomerNo}:${person._id}`, payload: { customerId: person._id } })), tx);
  return found.map(({ person, bankCustomerNo, phoneIndex }) => ({ ...person, bankCustomerNo, bankNoPhone: phoneIndex }));
}

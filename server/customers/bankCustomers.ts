import type { Tx } from '../platform/mongo.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { CustomerMerge, type CustomerMergeRow } from './customerMerge.model.ts';
import { recordOfNumber } from './identity.rules.ts';

/** A person as far as the bank's data needs them. */
export type BankCustomer = Pick<CustomerRow, '_id' | 'mergedIds' | 'bankCustomerNo' | 'bankNoPhone'> & { phoneIndex: string | null };
type Found = Pick<CustomerRow, '_id' | 'mergedIds' | 'bankCustomerNo' | 'bankNoPhone' | 'phone'>;
const fields = { mergedIds: 1, bankCustomerNo: 1, bankNoPhone: 1, 'phone.index': 1 };

const asBankCustomer = ({ phone, ...row }: Found): BankCustomer =>
  ({ ...row, bankCustomerNo: row.bankCustomerNo ?? null, bankNoPhone: row.bankNoPhone ?? null, phoneIndex: phone?.index ?? null });

/** Who has one of these bank numbers, or has verified one of these phones. */
export async function findBankCustomers({ numbers, phoneIndexes }: { numbers: readonly string[]; phoneIndexes: readonly string[] }, tx: Tx): Promise<BankCustomer[]> {
  const byNumber = await Customer.find({ bankCustomerNo: { $in: numbers } }, fields).session(tx).lean<Found[]>();
  const byPhone = phoneIndexes.length > 0 ? await Customer.find({ 'phone.index': { $in: phoneIndexes } }, fields).session(tx).lean<Found[]>() : [];
  return [...new Map([...byNumber, ...byPhone].map((row) => [row._id, asBankCustomer(row)])).values()];
}

/** The people to whom these records belong now. */
export async function bankCustomersOf(customerIds: readonly string[], tx: Tx): Promise<BankCustomer[]> {
  const ids = { $in: [...new Set(customerIds)] };
  const rows = await Customer.find({ mergedInto: null, $or: [{ _id: ids }, { mergedIds: ids }] }, fields).session(tx).lean<Found[]>();
  return rows.map(asBankCustomer);
}

/** Under which record each person's bank data is kept: where the number would be if their merges were taken back. Person id → record id. */
export async function bankRecords(people: readonly BankCustomer[], tx: Tx): Promise<Map<string, string>> {
  const ids = people.flatMap((each) => (each.mergedIds.length > 0 ? [each._id, ...each.mergedIds] : []));
  const merges = ids.length > 0 ? await CustomerMerge.find({ survivorId: { $in: ids }, undoneAt: null }).session(tx).lean<CustomerMergeRow[]>() : [];
  return new Map(people.map((each) => [each._id, recordOfNumber(each, merges)]));
}

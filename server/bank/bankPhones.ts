import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { BankPhone, type BankPhoneRow } from './bankPhone.model.ts';

export type HeardPhone = Pick<BankPhoneRow, 'phoneIndex' | 'bankCustomerNo'>;

/** Keeps that the bank has told of these phones; of most it has before. */
export async function hearPhones(heard: readonly HeardPhone[], at: Date, tx: Tx): Promise<void> {
  const rows = new Map(heard.map((each) => [`${each.phoneIndex}:${each.bankCustomerNo}`, each]));
  if (rows.size === 0) return;
  const known = await BankPhone.find({ _id: { $in: [...rows.keys()] } }, { _id: 1 }).session(tx).lean<Pick<BankPhoneRow, '_id'>[]>();
  for (const { _id } of known) rows.delete(_id);
  if (rows.size > 0) await nativeOf(BankPhone).insertMany([...rows].map(([_id, { phoneIndex, bankCustomerNo }]) => ({ _id, phoneIndex, bankCustomerNo, heardAt: at })), { session: tx });
}

/** The phones of each number, the one heard last first. */
export async function phonesOf(numbers: readonly string[], tx: Tx): Promise<Map<string, string[]>> {
  if (numbers.length === 0) return new Map();
  const rows = await BankPhone.find({ bankCustomerNo: { $in: numbers } }).sort({ heardAt: -1, _id: 1 }).session(tx).lean<BankPhoneRow[]>();
  const phones = new Map<string, string[]>();
  for (const { bankCustomerNo, phoneIndex } of rows) phones.set(bankCustomerNo, [...(phones.get(bankCustomerNo) ?? []), phoneIndex]);
  return phones;
}

/** Those of the phones that stand with several numbers. */
export async function sharedPhones(phoneIndexes: readonly string[], tx: Tx): Promise<Set<string>> {
  if (phoneIndexes.length === 0) return new Set();
  const groups = await BankPhone.aggregate<{ _id: string }>([
    { $match: { phoneIndex: { $in: phoneIndexes } } },
    { $group: { _id: '$phoneIndex', first: { $min: '$bankCustomerNo' }, last: { $max: '$bankCustomerNo' } } },
    { $match: { $expr: { $ne: ['$first', '$last'] } } },
  ]).session(tx);
  return new Set(groups.map((each) => each._id));
}

/** Numbers that stand with one of these phones, at most so many. */
export async function numbersOf(phoneIndexes: readonly string[], limit: number, tx: Tx): Promise<string[]> {
  const rows = await BankPhone.find({ phoneIndex: { $in: phoneIndexes } }, { bankCustomerNo: 1 }).limit(limit).session(tx).lean<Pick<BankPhoneRow, 'bankCustomerNo'>[]>();
  return [...new Set(rows.map((each) => each.bankCustomerNo))];
}

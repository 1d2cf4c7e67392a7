import { phoneIndex } from '../platform/phone.ts';
import type { Tx } from '../platform/mongo.ts';
import { lookAgainAt } from './applyWaiting.job.ts';
import { BankEvent } from './bankEvent.model.ts';
import { hearPhones } from './bankPhones.ts';
import { confirmByBook } from './confirmByBook.ts';
import { matchNumbers } from './matchNumbers.ts';
import type { ToldLine } from './takeFileRows.ts';

/** What changed lines of the book of business let come: customers found by their phones, events that waited for them, managers whom the book names. */
export async function followBook(lines: readonly ToldLine[], { source, now }: { source: string; now: Date }, tx: Tx): Promise<void> {
  const standing = lines.flatMap(({ told }) => (!told.deleted && 'bankCustomerNo' in told.row ? [told.row] : []));
  if (standing.length === 0) return;
  await hearPhones(standing.flatMap(({ bankCustomerNo, phone }) => (phone ? [{ bankCustomerNo, phoneIndex: phoneIndex(phone) }] : [])), now, tx);
  const numbers = standing.map((row) => row.bankCustomerNo);
  const homes = await matchNumbers(numbers, tx);
  const waiting = await BankEvent.distinct('bankCustomerNo', { bankCustomerNo: { $in: numbers }, state: 'waiting' }).session(tx);
  if (waiting.length > 0) await lookAgainAt({ numbers: waiting }, tx);
  await confirmByBook(numbers.filter((number) => 'customerId' in (homes.get(number) ?? {})), { source, now }, tx);
}

import { bankCustomersOf } from '../customers/bankCustomers.ts';
import type { Tx } from '../platform/mongo.ts';
import { lookAgainAt } from './applyWaiting.job.ts';
import { BankEvent } from './bankEvent.model.ts';
import { numbersOf } from './bankPhones.ts';

/** A phone that more numbers than this share is nobody's: the nightly look gives their events the right reason. */
const atMost = 200;

/** What these people's numbers and phones may let apply now. */
export async function wakeFor(customerIds: readonly string[], tx: Tx): Promise<void> {
  const people = await bankCustomersOf(customerIds, tx);
  const byPhone = await numbersOf(people.flatMap(({ phoneIndex }) => phoneIndex ?? []), atMost, tx);
  const known = [...people.flatMap(({ bankCustomerNo }) => bankCustomerNo ?? []), ...byPhone];
  const numbers = await BankEvent.distinct('bankCustomerNo', { bankCustomerNo: { $in: known }, state: 'waiting' }).session(tx);
  if (numbers.length > 0) await lookAgainAt({ numbers }, tx);
}

import type { Tx } from '../platform/mongo.ts';
import { BankEvent } from './bankEvent.model.ts';
import { managerToldBy, type ManagerEvent } from './book.rules.ts';
import { Business, type BusinessRow } from './businessRow.model.ts';
import { takeEvents } from './takeEvents.ts';

/**
 * Where the book of business names another manager than the bank's events did last, the book tells so: as a `managerConfirmed` of its own,
 * as of the book's time. Only for numbers whose customer is known; of all others it is the bank's matter.
 */
export async function confirmByBook(numbers: readonly string[], { source, now }: { source: string; now: Date }, tx: Tx): Promise<void> {
  if (numbers.length === 0) return;
  const rows = await Business.find({ _id: { $in: numbers }, endedAt: null, managerEmployeeNo: { $type: 'string' } }, { managerEmployeeNo: 1, asOf: 1 }).session(tx).lean<Pick<BusinessRow, '_id' | 'managerEmployeeNo' | 'asOf'>[]>();
  const told = await BankEvent.find(
    { bankCustomerNo: { $in: rows.map((row) => row._id) }, type: { $in: ['managerConfirmed', 'managerReleased', 'reversal'] } },
    { type: 1, occurredAt: 1, bankCustomerNo: 1, managerEmployeeNo: 1, reversesEventId: 1 },
  ).session(tx).lean<ManagerEvent[]>();
  const events = rows.flatMap(({ _id, managerEmployeeNo, asOf }) => {
    const last = managerToldBy(told.filter((each) => each.bankCustomerNo === _id));
    if (!managerEmployeeNo || last.managerEmployeeNo === managerEmployeeNo || last.at > asOf) return [];
    return [{ eventId: `book:${_id}:${asOf.getTime()}`, type: 'managerConfirmed' as const, occurredAt: asOf.toISOString(), bankCustomerNo: _id, managerEmployeeNo }];
  });
  if (events.length > 0) await takeEvents(events, { source, now }, tx);
}

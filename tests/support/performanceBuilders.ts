import { BankEvent, type BankEventRow } from '../../server/bank/bankEvent.model.ts';
import { bankEventApplied } from '../../server/bank/events.ts';
import { Credit, type CreditRow } from '../../server/performance/credit.model.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { publishMany } from '../../server/platform/event.ts';
import { inTransaction } from '../../server/platform/mongo.ts';

type Given = Partial<BankEventRow> & { id: string };

/** An applied event as the bank's ingest leaves it; a purchase of 100 yuan at noon of 2026-11-10 unless said otherwise. */
export const aBankEvent = ({ id, type = 'productPurchased', ...given }: Given): BankEventRow => ({
  _id: id, type, occurredAt: new Date('2026-11-10T04:00:00Z'), bankCustomerNo: 'N1', phone: null, managerEmployeeNo: null, productCode: null,
  amountFen: type === 'productPurchased' ? 10_000 : null, sealedBalance: '', reversesEventId: null, contentHash: id, source: 'api:test', receivedAt: systemTime(),
  state: 'applied', reason: null, customerId: null, managerUserid: null, appliedAt: systemTime(), ...given,
});

export const aReversal = (id: string, of: Pick<BankEventRow, '_id' | 'customerId'>, given: Partial<BankEventRow> = {}): BankEventRow =>
  aBankEvent({ id, type: 'reversal', reversesEventId: of._id, customerId: of.customerId, occurredAt: new Date('2026-11-12T04:00:00Z'), ...given });

/** Stores them and says that they apply, as the ingest does. */
export const applied = (...rows: BankEventRow[]): Promise<void> => inTransaction(async (tx) => {
  await BankEvent.insertMany(rows, { session: tx });
  await sayApplied(rows, tx);
});

export const sayApplied = (rows: readonly BankEventRow[], tx: Parameters<typeof publishMany>[2]): Promise<void> =>
  publishMany(bankEventApplied, rows.map(({ _id, customerId, type, occurredAt }) => ({ key: _id, at: occurredAt, payload: { bankEventId: _id, customerId: customerId ?? '', type } })), tx);

/** An event's entries in their order: `reason manager count amount`. */
export async function entriesOf(eventId: string): Promise<string[]> {
  const rows = await Credit.find({ eventId }).lean<CreditRow[]>();
  const n = ({ _id }: CreditRow) => Number(_id.slice(_id.lastIndexOf('#') + 1));
  return rows.sort((a, b) => n(a) - n(b)).map(({ reason, managerUserid, count, amountFen }) => `${reason} ${managerUserid ?? '-'} ${count} ${amountFen}`);
}

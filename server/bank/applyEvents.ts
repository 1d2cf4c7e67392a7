import { now } from '../platform/clock.ts';
import { publishMany } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { BankEvent, type BankEventRow } from './bankEvent.model.ts';
import { decideEvents } from './decideEvents.ts';
import { bankEventApplied } from './events.ts';

/**
 * Decides events that do not count yet, writes what has changed, tells of those that count from now on, and goes on to the reversals that waited for them.
 * `store`: how fresh events get into the database; those that wait there already are updated.
 */
export async function applyEvents(rows: readonly BankEventRow[], tx: Tx, store?: (rows: BankEventRow[]) => Promise<void>): Promise<BankEventRow[]> {
  if (rows.length === 0) return [];
  const decided = await decideEvents(rows, now(), tx);
  await (store ?? ((all) => update(all, rows, tx)))(decided);
  const applied = decided.filter((row) => row.state === 'applied');
  await publishMany(bankEventApplied, applied.map(({ _id, customerId, type, occurredAt }) => (
    { key: _id, at: occurredAt, payload: { bankEventId: _id, customerId: customerId ?? '', type } }
  )), tx);
  await applyEvents(await reversalsOf(store ? decided : applied, tx), tx);
  return decided;
}

/** Only where the row still waits: whoever changed it since makes the transaction conflict, and it starts again with what is true then. */
async function update(decided: BankEventRow[], before: readonly BankEventRow[], tx: Tx): Promise<void> {
  const changed = decided.filter(({ state, reason }, index) => state !== before[index]?.state || reason !== before[index].reason);
  if (changed.length === 0) return;
  await BankEvent.bulkWrite(
    changed.map(({ _id, state, reason, customerId, managerUserid, appliedAt }) => (
      { updateOne: { filter: { _id, state: 'waiting' }, update: { $set: { state, reason, customerId, managerUserid, appliedAt } } } }
    )),
    { session: tx, ordered: false },
  );
}

/** Waiting reversals of these, that are to be told another state of their original than they knew. */
async function reversalsOf(originals: readonly BankEventRow[], tx: Tx): Promise<BankEventRow[]> {
  if (originals.length === 0) return [];
  const own = new Set(originals.map((row) => row._id));
  const rows = await BankEvent.find({ reversesEventId: { $in: [...own] }, state: 'waiting' }).session(tx).lean<BankEventRow[]>();
  return rows.filter((row) => !own.has(row._id));
}

import { publishMany } from '../platform/event.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { Credit, type CreditRow } from './credit.model.ts';
import { missingEntries } from './credit.rules.ts';
import { CreditTurn } from './creditTurn.model.ts';
import { credited } from './events.ts';
import { readCounted, type Counted } from './readCounted.ts';

/** An event that may count for another or for something else than is booked, and why. */
export interface Settling { eventId: string; cause: string }

/** Books what is missing for the entries of each event to come to what it counts for now. Settled again, nothing is booked. */
export async function settleCredits(settlings: readonly Settling[], now: Date, tx: Tx): Promise<void> {
  if (settlings.length === 0) return;
  const causes = new Map(settlings.map(({ eventId, cause }) => [eventId, cause]));
  const eventIds = [...causes.keys()];
  await takeTurns(eventIds, tx);
  const counted = await readCounted(eventIds, tx);
  const booked = await entriesOf(eventIds, tx);
  const fresh = [...counted.values()].flatMap((each) => entriesFor(each, booked.get(each.eventId) ?? [], causes.get(each.eventId) ?? '', now));
  if (fresh.length === 0) return;
  await nativeOf(Credit).insertMany(fresh, { session: tx });
  await publishMany(credited, fresh.map(({ _id: creditId, kind, managerUserid, departmentPath, campaignId, channel, count, amountFen, at }) => (
    { key: creditId, at, payload: { creditId, kind, managerUserid, departmentPath, campaignId, channel, count, amountFen } }
  )), tx);
}

/** The reads after it are of a time when nobody else was settling these. */
const takeTurns = (eventIds: string[], tx: Tx) => nativeOf(CreditTurn).bulkWrite(
  eventIds.map((_id) => ({ updateOne: { filter: { _id }, update: { $inc: { turn: 1 } }, upsert: true } })),
  { session: tx, ordered: false },
);

async function entriesOf(eventIds: string[], tx: Tx): Promise<Map<string, CreditRow[]>> {
  const groups = new Map<string, CreditRow[]>();
  for (const row of await Credit.find({ eventId: { $in: eventIds } }).session(tx).lean<CreditRow[]>()) groups.set(row.eventId, [...(groups.get(row.eventId) ?? []), row]);
  return groups;
}

const entriesFor = ({ eventId, kind, customerId, at, worth }: Counted, booked: CreditRow[], cause: string, bookedAt: Date): CreditRow[] =>
  missingEntries(kind, booked, worth).map(({ reason, ...entry }, index) => (
    { _id: `${eventId}#${booked.length + index + 1}`, eventId, kind, customerId, ...entry, at, bookedAt, reason, cause }
  ));

import mongoose from 'mongoose';
import type { BankEvent as ToldEvent } from '../../shared/bank/bankEvent.contract.ts';
import type { WaitReason } from '../../shared/bank/constants.ts';
import { AppError, type FieldIssue } from '../platform/errors.ts';
import { nativeOf } from '../platform/model.ts';
import { isDuplicateKey, type Tx } from '../platform/mongo.ts';
import { applyEvents } from './applyEvents.ts';
import { BankEvent, type BankEventRow } from './bankEvent.model.ts';
import { hearPhones } from './bankPhones.ts';
import { countReceived } from './dayCounts.ts';
import { contentHash, eventRow } from './eventRow.ts';
import { issuesOf, reversalIssue, type Reversing } from './event.rules.ts';
import { isLate } from './late.rules.ts';

export interface Taken { applied: number; waiting: number; duplicate: number; waits: { eventId: string; reason: WaitReason }[] }
interface Source { /** `api:<key id>` or `file:<file id>`. */ source: string; now: Date }
interface Fresh { index: number; event: ToldEvent }

/** Takes what the bank tells, all or none; at most `bankLimits.eventsPerCall` at a time. A refusal names the event by its place, `events.3.amountFen`. */
export const takeEvents = (events: readonly ToldEvent[], source: Source, tx: Tx): Promise<Taken> => take(events, source, tx).catch(startAgain);

async function take(events: readonly ToldEvent[], { source, now }: Source, tx: Tx): Promise<Taken> {
  refuse(events.flatMap((event, index) => issuesOf(event, now).map(({ field, message }) => ({ path: `events.${index}.${field}`, message }))));
  const fresh = await freshOf(events, tx);
  await refuseWrongReversals(fresh, tx);
  const rows = fresh.map(({ event }) => eventRow(event, source, now));
  await hearPhones(rows.flatMap(({ phone, bankCustomerNo }) => (phone ? [{ phoneIndex: phone.index, bankCustomerNo }] : [])), now, tx);
  const taken = await applyEvents(rows, tx, (decided) => insert(decided, tx));
  const waits = taken.flatMap(({ _id, reason }) => (reason ? [{ eventId: _id, reason }] : []));
  const applied = taken.length - waits.length;
  if (taken.length > 0) await countReceived({ received: taken.length, applied, late: taken.filter(isLate).length }, now, tx);
  return { applied, waiting: waits.length, duplicate: events.length - fresh.length, waits };
}

function refuse(issues: FieldIssue[]): void {
  if (issues.length > 0) throw new AppError('platform.badInput', { issues });
}

/** Those not heard before; an id told with two contents refuses all. */
async function freshOf(events: readonly ToldEvent[], tx: Tx): Promise<Fresh[]> {
  const ids = events.map((event) => event.eventId);
  const known = await BankEvent.find({ _id: { $in: ids } }, { contentHash: 1 }).session(tx).lean<Pick<BankEventRow, '_id' | 'contentHash'>[]>();
  const hashes = new Map(known.map((row) => [row._id, row.contentHash]));
  const fresh: Fresh[] = [];
  const changed: FieldIssue[] = [];
  for (const [index, event] of events.entries()) {
    const [before, hash] = [hashes.get(event.eventId), contentHash(event)];
    hashes.set(event.eventId, before ?? hash);
    if (before === undefined) fresh.push({ index, event });
    if (before !== undefined && before !== hash) changed.push({ path: `events.${index}.eventId`, message: `事件 ${event.eventId} 已收到不同的内容` });
  }
  if (changed.length > 0) throw new AppError('bank.eventChanged', { issues: changed });
  return fresh;
}

async function refuseWrongReversals(fresh: Fresh[], tx: Tx): Promise<void> {
  const reversals = fresh.filter(({ event }) => event.type === 'reversal');
  if (reversals.length === 0) return;
  const told = fresh.map(({ event }): Reversing => ({ _id: event.eventId, bankCustomerNo: event.bankCustomerNo, reversesEventId: event.reversesEventId ?? null }));
  const known = await withOriginals(new Map(told.map((each) => [each._id, each])), tx);
  refuse(reversals.flatMap(({ event, index }) => {
    const message = reversalIssue({ _id: event.eventId, bankCustomerNo: event.bankCustomerNo, reversesEventId: event.reversesEventId ?? null }, known);
    return message ? [{ path: `events.${index}.reversesEventId`, message }] : [];
  }));
}

/** With everything that they lead to, one question a step: reversals of reversals are few. */
async function withOriginals(known: Map<string, Reversing>, tx: Tx): Promise<Map<string, Reversing>> {
  let open = [...known.values()];
  while (open.length > 0) {
    const ids = open.flatMap(({ reversesEventId }) => (reversesEventId && !known.has(reversesEventId) ? [reversesEventId] : []));
    open = ids.length > 0 ? await BankEvent.find({ _id: { $in: ids } }, { bankCustomerNo: 1, reversesEventId: 1 }).session(tx).lean<Reversing[]>() : [];
    for (const each of open) known.set(each._id, each);
  }
  return known;
}

const insert = async (rows: BankEventRow[], tx: Tx): Promise<void> => {
  if (rows.length > 0) await nativeOf(BankEvent).insertMany(rows, { session: tx });
};

/** Another call has stored the same since this transaction began: begun again, it will see it. */
function startAgain(error: unknown): never {
  if (isDuplicateKey(error) && error instanceof mongoose.mongo.MongoError) error.addErrorLabel('TransientTransactionError');
  throw error;
}

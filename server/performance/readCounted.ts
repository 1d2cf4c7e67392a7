import type { TouchChannel } from '../../shared/attribution/constants.ts';
import type { CreditKind } from '../../shared/performance/constants.ts';
import { holdersAt, type HolderAt } from '../attribution/holder.ts';
import { Touch, type TouchRow } from '../attribution/touch.model.ts';
import { BankEvent, type BankEventRow } from '../bank/bankEvent.model.ts';
import { placesAt } from '../org/staffPlaces.ts';
import type { Tx } from '../platform/mongo.ts';
import { isEffective, managerOf, spokenOf, worthOf, type Held, type Reversal, type Told, type Worth } from './credit.rules.ts';
import { readRegisters } from './registers.ts';

/** An event with what it counts for now; null = nothing. */
export interface Counted { eventId: string; kind: CreditKind; customerId: string; at: Date; worth: Worth | null }
type ToldEvent = Told & { eventId: string; customerId: string; isEffective: boolean };

/** What each of these events counts for by all that is known by now. An event that does not apply, and one that nobody knows, is not in the map. */
export async function readCounted(eventIds: readonly string[], tx?: Tx): Promise<Map<string, Counted>> {
  const told = [...await readBankEvents(eventIds, tx), ...await readRegisters(eventIds, tx)];
  const holders = await holdersAt(told.map((each) => ({ customerId: each.customerId, at: spokenOf(each) })), tx);
  const touches = await touchesOf(holders, tx);
  const held = holders.map((each): Held | null => each && { userid: each.userid, ...(touches.get(each.touchId) ?? { campaignId: null, channel: 'direct' }) });
  const managers = told.map((each, index) => managerOf(each, held[index] ?? null));
  const placed = await placesAt(told.flatMap(({ at }, index) => { const userid = managers[index]; return userid ? [{ userid, at }] : []; }), tx);
  const places = managers.map((userid) => (userid ? placed.shift() : undefined) ?? headquarters);
  return new Map(told.map((each, index) => {
    const { eventId, kind, customerId, at } = each;
    return [eventId, { eventId, kind, customerId, at, worth: each.isEffective ? worthOf(each, held[index] ?? null, places[index] ?? headquarters) : null }];
  }));
}

const headquarters = '/1/';
type Applied = BankEventRow & { type: CreditKind; customerId: string };

async function readBankEvents(eventIds: readonly string[], tx?: Tx): Promise<ToldEvent[]> {
  const rows = await BankEvent.find({ _id: { $in: eventIds }, type: { $ne: 'reversal' }, state: 'applied', customerId: { $ne: null } }).session(tx ?? null).lean<Applied[]>(); // as asked
  const reversals = await readReversals(rows.map((row) => row._id), tx);
  return rows.map(({ _id, type, occurredAt, customerId, managerUserid, amountFen }) => (
    { eventId: _id, kind: type, at: occurredAt, customerId, managerUserid, amountFen, isEffective: isEffective(_id, reversals) }
  ));
}

type ReversalRow = Pick<BankEventRow, '_id'> & { reversesEventId: string };

/** All that reverse these events, those that reverse the reversals, and so on; a level in one reading. */
async function readReversals(eventIds: readonly string[], tx?: Tx): Promise<Reversal[]> {
  const found: Reversal[] = [];
  let above = eventIds;
  while (above.length > 0) {
    const rows = await BankEvent.find({ reversesEventId: { $in: above }, state: 'applied' }, { reversesEventId: 1 }).session(tx ?? null).lean<ReversalRow[]>();
    for (const { _id: id, reversesEventId } of rows) found.push({ id, reversesEventId });
    above = rows.map((row) => row._id);
  }
  return found;
}

async function touchesOf(holders: readonly (HolderAt | null)[], tx?: Tx): Promise<Map<string, { campaignId: string | null; channel: TouchChannel }>> {
  const ids = [...new Set(holders.flatMap((each) => each?.touchId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await Touch.find({ _id: { $in: ids } }, { campaignId: 1, channel: 1 }).session(tx ?? null).lean<Pick<TouchRow, '_id' | 'campaignId' | 'channel'>[]>();
  return new Map(rows.map(({ _id, campaignId, channel }) => [_id, { campaignId, channel }]));
}

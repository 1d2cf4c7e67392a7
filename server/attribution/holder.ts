import type { Tx } from '../platform/mongo.ts';
import { byTime } from './attribution.rules.ts';
import { BindingDecision, type DecisionRow } from './bindingDecision.model.ts';
import { Holding, type HoldingRow } from './holding.model.ts';
import { intervalAt, intervalsOf, type Interval } from './intervals.rules.ts';
import { byPerson, personOf, personsOf } from './persons.ts';

export interface HolderAt { userid: string; since: Date; touchId: string; locked: boolean }

/** Standing decisions of a person in their order. */
export async function standingDecisions(customerIds: readonly string[], tx?: Tx): Promise<DecisionRow[]> {
  const rows = await BindingDecision.find({ customerId: { $in: customerIds }, supersededAt: null }).session(tx ?? null).lean<DecisionRow[]>();
  return rows.sort((a, b) => byTime({ at: a.at, id: a.touchId }, { at: b.at, id: b.touchId }));
}

/**
 * Who held the customer then, as everything tells that we know by now; null = nobody.
 * Nothing ends by itself: a holder whose window has passed without a new touch is still the holder, until a touch takes the customer or the bank ends it.
 */
export async function holderAt(customerId: string, at: Date, tx?: Tx): Promise<HolderAt | null> {
  const { ids } = await personOf(customerId, tx);
  return asHolder(intervalAt(intervalsOf(await standingDecisions(ids, tx)), at));
}

/** The same for many at once, in the order asked. */
export async function holdersAt(asked: readonly { customerId: string; at: Date }[], tx?: Tx): Promise<(HolderAt | null)[]> {
  const persons = await personsOf(asked.map(({ customerId }) => customerId), tx);
  const decisions = byPerson(await standingDecisions([...new Set([...persons.values()].flatMap(({ ids }) => ids))], tx), persons);
  const histories = new Map([...decisions].map(([person, rows]) => [person, intervalsOf(rows)]));
  return asked.map(({ customerId, at }) => asHolder(intervalAt(histories.get(persons.get(customerId)?.id ?? '') ?? [], at)));
}

/** Who holds the customer now; null = nobody. */
export async function holderOf(customerId: string, tx?: Tx): Promise<HolderAt | null> {
  const { id } = await personOf(customerId, tx);
  const row = await Holding.findById(id).session(tx ?? null).lean<HoldingRow>();
  return row?.holder ? { ...row.holder, locked: row.locked } : null;
}

const asHolder = (interval: Interval | undefined): HolderAt | null =>
  (interval?.userid ? { userid: interval.userid, since: interval.from, touchId: interval.touchId, locked: interval.locked } : null);

import { intervalsChanged } from '../attribution/events.ts';
import { personsOf } from '../attribution/persons.ts';
import { BankEvent, type BankEventRow } from '../bank/bankEvent.model.ts';
import { onMany, type Fact } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { registersOf } from './registers.ts';
import type { Settling } from './settleCredits.ts';
import { settleInPages } from './settleInPages.ts';

/** Somebody else held the customer then: what happened from then on counts for others. */
export const onIntervalsChanged = onMany(intervalsChanged, 'performance.onIntervalsChanged', {
  many: 200,
  async runMany(facts, { now, tx }) {
    await settleInPages(await settlingsOf(facts, tx), facts[0]?.eventId ?? '', now, tx);
  },
});

interface Since { from: Date; cause: string }
type Happened = Pick<BankEventRow, '_id' | 'occurredAt'> & { customerId: string };

async function settlingsOf(facts: readonly Fact<{ customerId: string; from: string }>[], tx: Tx): Promise<Settling[]> {
  const persons = await personsOf(facts.map(({ customerId }) => customerId), tx);
  const since = new Map<string, Since>();
  for (const { customerId, from, eventId } of facts) {
    for (const id of persons.get(customerId)?.ids ?? [customerId]) since.set(id, earlier(since.get(id), { from: new Date(from), cause: `intervals:${eventId}` }));
  }
  const ids = [...since.keys()];
  const earliest = new Date(Math.min(...[...since.values()].map(({ from }) => from.getTime())));
  const rows = await BankEvent.find({ customerId: { $in: ids }, occurredAt: { $gte: earliest }, type: { $ne: 'reversal' }, state: 'applied' }, { customerId: 1, occurredAt: 1 })
    .session(tx).lean<Happened[]>(); // `customerId` as asked
  const events = rows.map(({ _id: id, customerId, occurredAt: at }) => ({ id, customerId, at }));
  return [...events, ...await registersOf(ids, tx)].flatMap(({ id, customerId, at }) => {
    const own = since.get(customerId);
    return own && at >= own.from ? [{ eventId: id, cause: own.cause }] : [];
  });
}

const earlier = (known: Since | undefined, other: Since): Since => (known && known.from <= other.from ? known : other);

import type { BankEventRow } from '../../server/bank/bankEvent.model.ts';
import { aBankEvent, aReversal } from './performanceBuilders.ts';

/** What has really happened, made by dice; nothing here knows the server's rules. */
export interface History {
  managers: { userid: string; moves: { since: Date; departmentPath: string }[] }[];
  /** Customer records; those in one list turn out to be one person. */
  records: string[];
  /** Survivor first. `parted`: taken for one, and taken apart again. */
  joins: { ids: string[]; parted: boolean }[];
  adds: { key: string; customerId: string; userid: string; at: Date; codeId: string | null; inviteId: string | null; campaignId: string | null }[];
  registers: { customerId: string; at: Date }[];
  events: BankEventRow[];
}

export const start = Date.UTC(2026, 7, 1);
const days = 90;
const paths = ['/1/2/21/', '/1/2/22/', '/1/3/31/', '/1/2/'];

/** The same seed gives the same numbers: 0 to 1. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A history of so many events of the bank, with ten to a customer. */
export function aHistory(eventCount: number, records: string[], seed: number): History {
  const roll = dice(seed);
  const below = (limit: number) => Math.floor(roll() * limit);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T; // never empty
  const taken = new Set<number>();
  const moment = (from = 0): Date => {
    for (;;) {
      const second = from + 1 + below(days * 86_400 - from);
      if (!taken.has(second) && taken.add(second)) return new Date(start + second * 1_000);
    }
  };
  const secondOf = (at: Date) => (at.getTime() - start) / 1_000;

  const managers = Array.from({ length: 12 }, (_, index) => ({
    userid: `m${index}`,
    moves: [{ since: new Date(start), departmentPath: pick(paths) }, ...(index % 3 === 0 ? [{ since: new Date(start + (20 + index) * 86_400_000), departmentPath: pick(paths) }] : [])],
  }));
  const userid = () => pick(managers).userid;

  const joins: History['joins'] = [];
  for (let index = 0; index + 2 < records.length; index += 10) {
    const size = roll() < 0.3 ? 3 : 2;
    joins.push({ ids: records.slice(index, index + size), parted: size === 2 && roll() < 0.2 });
  }

  const adds = records.flatMap((customerId) => Array.from({ length: below(5) }, (): History['adds'][number] => {
    const way = pick(['codeId', 'inviteId', 'none'] as const);
    const at = moment();
    return { key: `${customerId}:${at.getTime()}`, customerId, userid: userid(), at, codeId: way === 'codeId' ? 'code1' : null, inviteId: way === 'inviteId' ? 'inv1' : null, campaignId: pick(['c1', 'c2', null]) };
  }));
  const registers = records.filter(() => roll() < 0.5).map((customerId) => ({ customerId, at: moment() }));

  const events: BankEventRow[] = [];
  const addsOf = new Map<string, Date[]>();
  for (const { customerId, at } of adds) addsOf.set(customerId, [...(addsOf.get(customerId) ?? []), at]);
  const common = ['accountOpened', 'aumChanged', 'aumChanged', 'aumChanged', 'productPurchased', 'productPurchased', 'productRedeemed', 'payrollReceived'] as const;
  const words = ['managerConfirmed', 'managerConfirmed', 'managerReleased'] as const;
  while (events.length < eventCount) {
    const customerId = pick(records);
    const type = roll() < 0.1 ? pick(words) : pick(common);
    const isWord = type === 'managerConfirmed' || type === 'managerReleased';
    // Some happen in the very second of an add; the bank's own words have a second of their own, so that their order is told by time alone.
    const occurredAt = (!isWord && roll() < 0.2 ? pick(addsOf.get(customerId) ?? [undefined]) : undefined) ?? moment();
    const named = type === 'managerConfirmed' || (type === 'managerReleased' && roll() < 0.5);
    const event = aBankEvent({
      id: `b${events.length}`, type, customerId, occurredAt, managerUserid: named ? userid() : null,
      amountFen: type === 'accountOpened' || isWord ? null : below(2_000_000) - (type === 'aumChanged' ? 1_000_000 : 0),
    });
    events.push(event);
    if (roll() < 0.25) events.push(...reversalsOf(event, isWord));
  }
  return { managers, records, joins, adds, registers, events };

  /** A tree of them; of the bank's words a chain, because what a second reversal of one word means is not the question here. */
  function reversalsOf(event: BankEventRow, isChain: boolean): BankEventRow[] {
    const made: BankEventRow[] = [];
    const count = 1 + below(4);
    while (made.length < count) {
      const above: BankEventRow = isChain ? made.at(-1) ?? event : pick([event, ...made]);
      const from = secondOf(above.occurredAt);
      if (from > days * 86_400 - 100_000) break;
      made.push(aReversal(`b${events.length + made.length}`, above, { occurredAt: moment(from) }));
    }
    return made;
  }
}

import type { TouchChannel } from '../../shared/attribution/constants.ts';
import { amountEventTypes } from '../../shared/bank/constants.ts';
import type { CreditKind, CreditReason } from '../../shared/performance/constants.ts';

/** Something that managers are credited with, as it was told. */
export interface Told {
  kind: CreditKind;
  at: Date;
  /** Of managerConfirmed and managerReleased, whom the bank names. */
  managerUserid: string | null;
  amountFen: number | null;
}
/** Who held the customer, with what the touch says by which they came to. */
export interface Held { userid: string; campaignId: string | null; channel: TouchChannel }
/** For whom something counts, where and how much. */
export interface Worth {
  managerUserid: string | null;
  departmentPath: string;
  campaignId: string | null;
  channel: TouchChannel;
  count: number;
  amountFen: number;
}
export interface Reversal { id: string; reversesEventId: string }

/** Not reversed by anything that is not reversed itself. `reversals`: all below it, in any order. */
export function isEffective(eventId: string, reversals: readonly Reversal[]): boolean {
  const reversedBy = new Map<string, string[]>();
  for (const { id, reversesEventId } of reversals) reversedBy.set(reversesEventId, [...(reversedBy.get(reversesEventId) ?? []), id]);
  const fromTheTop = [eventId];
  for (const id of fromTheTop) fromTheTop.push(...(reversedBy.get(id) ?? []));
  const effective = new Set<string>();
  for (const id of fromTheTop.reverse()) if (!reversedBy.get(id)?.some((each) => effective.has(each))) effective.add(id);
  return effective.has(eventId);
}

/** Of the registrations of one person under several records the first one counts. */
export const firstOf = <Register extends { id: string; at: Date }>(registers: readonly Register[]): Register | undefined =>
  [...registers].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))[0];

/** The moment of whose holder it speaks: a release of who held the customer just before it. */
export const spokenOf = ({ kind, at }: Pick<Told, 'kind' | 'at'>): Date => (kind === 'managerReleased' ? new Date(at.getTime() - 1) : at);

/** Whom it counts for: whom the bank names, else who held the customer. */
export const managerOf = ({ kind, managerUserid }: Told, held: Held | null): string | null =>
  ((kind === 'managerConfirmed' || kind === 'managerReleased') && managerUserid) || (held?.userid ?? null);

const amountKinds: ReadonlySet<CreditKind> = new Set(amountEventTypes);

/** What it counts for while it is effective. `held`: at the moment that it speaks of; `departmentPath`: where its manager worked when it happened. */
export function worthOf(told: Told, held: Held | null, departmentPath: string): Worth {
  const managerUserid = managerOf(told, held);
  const came = held && held.userid === managerUserid ? { campaignId: held.campaignId, channel: held.channel } : { campaignId: null, channel: 'direct' as const };
  return { managerUserid, departmentPath, ...came, count: 1, amountFen: amountKinds.has(told.kind) ? told.amountFen ?? 0 : 0 };
}

const placeOf = ({ managerUserid, departmentPath, campaignId, channel }: Worth): string => JSON.stringify([managerUserid, departmentPath, campaignId, channel]);

/** What entries come to, by manager, place and way; what comes to nothing is left out. */
export function sumOf(entries: readonly Worth[]): Worth[] {
  const sums = new Map<string, Worth>();
  for (const entry of entries) {
    const { count, amountFen } = sums.get(placeOf(entry)) ?? { count: 0, amountFen: 0 };
    const { managerUserid, departmentPath, campaignId, channel } = entry;
    sums.set(placeOf(entry), { managerUserid, departmentPath, campaignId, channel, count: count + entry.count, amountFen: amountFen + entry.amountFen });
  }
  return [...sums.values()].filter(({ count, amountFen }) => count !== 0 || amountFen !== 0);
}

const negative = (entry: Worth): Worth => ({ ...entry, count: 0 - entry.count, amountFen: 0 - entry.amountFen }); // not -0, which is stored as another number

/** The entries that are still missing for those booked to come to what it counts for now; first what is taken back. */
export function missingEntries(kind: CreditKind, booked: readonly Worth[], worth: Worth | null): (Worth & { reason: CreditReason })[] {
  const missing = sumOf([...booked.map(negative), ...(worth ? [worth] : [])]);
  const reason = reasonFor(kind, booked, worth);
  return missing.sort((a, b) => a.count - b.count).map((entry) => ({ ...entry, reason }));
}

function reasonFor(kind: CreditKind, booked: readonly Worth[], worth: Worth | null): CreditReason {
  if (booked.length === 0) return 'credited';
  const [before] = sumOf(booked);
  if (!worth) return kind === 'registered' ? 'joined' : 'reversed';
  if (!before) return kind === 'registered' ? 'joined' : 'restored';
  const hasMoved = before.managerUserid === worth.managerUserid && before.departmentPath !== worth.departmentPath;
  return hasMoved ? 'moved' : 'holderChanged';
}

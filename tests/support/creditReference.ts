import { type History } from './creditHistory.ts';

/** `manager place campaign channel kind day` → count and fen. */
export type Sums = Map<string, [count: number, amountFen: number]>;

interface Held { userid: string; campaignId: string | null; channel: string }
interface Move { at: number; does: 'add' | 'confirm' | 'release'; held: Held | null }

/**
 * Who is credited with what, the slow and plain way: everything is sorted by when it happened and played once for each person.
 * An add takes the customer, unless the bank has confirmed somebody; the bank's confirmation takes and locks, its release frees.
 */
export function referenceOf({ managers, records, joins, adds, registers, events }: History): Sums {
  const personOf = new Map(records.map((id) => [id, id]));
  for (const { ids, parted } of joins) if (!parted) for (const id of ids) personOf.set(id, ids[0] ?? id);
  const byId = new Map(events.map((each) => [each._id, each]));

  const reversedBy = new Map<string, string[]>();
  for (const { _id, reversesEventId } of events) if (reversesEventId) reversedBy.set(reversesEventId, [...(reversedBy.get(reversesEventId) ?? []), _id]);
  const counts = (id: string): boolean => !(reversedBy.get(id) ?? []).some(counts);

  const moves = new Map<string, Move[]>();
  const move = (customerId: string, each: Move) => moves.set(personOf.get(customerId) ?? '', [...(moves.get(personOf.get(customerId) ?? '') ?? []), each]);
  for (const { customerId, userid, at, codeId, inviteId, campaignId } of adds) {
    move(customerId, { at: at.getTime(), does: 'add', held: { userid, campaignId, channel: codeId ? 'channelCode' : inviteId ? 'invite' : 'direct' } });
  }
  for (const event of events) {
    let [first, steps] = [event, 0];
    while (first.reversesEventId) [first, steps] = [byId.get(first.reversesEventId) as typeof first, steps + 1]; // all that is reversed is there
    const isWord = first.type === 'managerConfirmed' || first.type === 'managerReleased';
    if (!isWord) continue;
    const confirms = (first.type === 'managerConfirmed') === (steps % 2 === 0);
    if (confirms && first.managerUserid === null) continue;
    move(event.customerId ?? '', confirms
      ? { at: event.occurredAt.getTime(), does: 'confirm', held: { userid: first.managerUserid ?? '', campaignId: null, channel: 'direct' } }
      : { at: event.occurredAt.getTime(), does: 'release', held: null });
  }
  for (const own of moves.values()) own.sort((a, b) => a.at - b.at);

  /** Who holds the person after all that happened until then. */
  function holderAt(customerId: string, until: number): Held | null {
    let held = null as Held | null; // it is told again below
    let locked = false;
    for (const each of moves.get(personOf.get(customerId) ?? '') ?? []) {
      if (each.at > until) break;
      if (each.does !== 'add') locked = each.does === 'confirm';
      else if (locked) continue;
      // Who holds the customer already does so by what they came by first.
      held = held?.userid === each.held?.userid ? held : each.held;
    }
    return held;
  }

  const sums: Sums = new Map();
  function credit(kind: string, customerId: string, at: Date, named: string | null, amountFen: number): void {
    const held = holderAt(customerId, kind === 'managerReleased' ? at.getTime() - 1 : at.getTime());
    const userid = named ?? held?.userid ?? null;
    const came = held?.userid === userid ? held : null;
    const day = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10); // Shanghai
    const key = [userid ?? '-', placeOf(userid, at), came?.campaignId ?? '-', came?.channel ?? 'direct', kind, day].join(' ');
    const [count, sum] = sums.get(key) ?? [0, 0];
    sums.set(key, [count + 1, sum + amountFen]);
  }
  function placeOf(userid: string | null, at: Date): string {
    const own = managers.find((each) => each.userid === userid)?.moves ?? [];
    return own.filter(({ since }) => since <= at).at(-1)?.departmentPath ?? '/1/';
  }

  for (const { _id, type, customerId, occurredAt, managerUserid, amountFen } of events) {
    if (type !== 'reversal' && counts(_id)) credit(type, customerId ?? '', occurredAt, managerUserid, amountFen ?? 0);
  }
  const registered = new Set<string>();
  for (const { customerId, at } of [...registers].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const person = personOf.get(customerId) ?? '';
    if (!registered.has(person)) credit('registered', customerId, at, null, 0);
    registered.add(person);
  }
  return sums;
}

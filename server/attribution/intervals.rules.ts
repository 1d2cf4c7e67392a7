import type { Decision } from './attribution.rules.ts';

export interface Interval {
  userid: string | null;
  from: Date;
  /** Not included; null = it goes on. */
  to: Date | null;
  /** Which touch began it. */
  touchId: string;
  locked: boolean;
}

type Deciding = Pick<Decision, 'touchId' | 'at' | 'after' | 'locked'>;

/**
 * Who held the customer when, from standing decisions in their order. They never overlap and leave no gap; before the first holder there is none.
 * Nothing ends by itself: a holder whose window has passed without a new touch still serves the customer, until another's touch takes them.
 */
export function intervalsOf(decisions: readonly Deciding[]): Interval[] {
  const intervals: Interval[] = [];
  for (const { after: userid, at, touchId, locked } of decisions) {
    const last = intervals.at(-1);
    if (last) last.locked = last.userid === userid ? locked : last.locked;
    if ((last?.userid ?? null) === userid) continue;
    if (last) last.to = at;
    intervals.push({ userid, from: at, to: null, touchId, locked });
  }
  return joined(intervals.filter(({ from, to }) => to === null || to > from));
}

/** Of two touches at one instant the later key decides; what it ended at once leaves no interval, and those around it may be one. */
function joined(intervals: Interval[]): Interval[] {
  const kept: Interval[] = [];
  for (const each of intervals) {
    const last = kept.at(-1);
    if ((last?.userid ?? null) !== each.userid) kept.push(each);
    else if (last) Object.assign(last, { to: each.to, locked: each.locked });
  }
  return kept;
}

/** From when on two histories tell another holder; nothing where they tell the same. A history that goes on as before differs nowhere. */
export function differFrom(before: readonly Interval[], after: readonly Interval[]): Date | undefined {
  const edges = [...before, ...after].flatMap(({ from, to }) => [from, ...(to ? [to] : [])]).sort((a, b) => a.getTime() - b.getTime());
  return edges.find((at) => {
    const [was, is] = [intervalAt(before, at), intervalAt(after, at)];
    return (was?.userid ?? null) !== (is?.userid ?? null) || (was?.touchId ?? '') !== (is?.touchId ?? '');
  });
}

export const intervalAt = (intervals: readonly Interval[], at: Date): Interval | undefined =>
  intervals.find(({ from, to }) => from <= at && (to === null || at < to));

/** Whom the bank has confirmed, as the same decisions tell: from its confirmation to its release, or to another one. */
export function confirmedOf(decisions: readonly Pick<Decision, 'reason' | 'after' | 'at'>[]): { userid: string; since: Date } | null {
  return decisions.reduce<{ userid: string; since: Date } | null>((confirmed, { reason, after, at }) => {
    if (reason === 'bankReleased') return null;
    return reason === 'bankConfirmed' && after !== null && confirmed?.userid !== after ? { userid: after, since: at } : confirmed;
  }, null);
}

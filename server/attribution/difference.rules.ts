import type { Decision } from './attribution.rules.ts';
import type { DecisionRow } from './bindingDecision.model.ts';

type Said = Pick<Decision, 'touchId' | 'at' | 'reason' | 'before' | 'after' | 'locked' | 'policyVersion'>;

/** Whether two decisions of one touch say the same. */
export const saysTheSame = (a: Said, b: Said): boolean =>
  a.reason === b.reason && a.before === b.before && a.after === b.after && a.locked === b.locked && a.policyVersion === b.policyVersion && a.at.getTime() === b.at.getTime();

/** What must change for the stored decisions to say what the fold says. */
export function differenceOf(folded: readonly Decision[], standing: readonly DecisionRow[]): { superseded: DecisionRow[]; fresh: (Decision & { n: number })[] } {
  const stored = new Map(standing.map((row) => [row.touchId, row]));
  const changed = folded.filter((each) => {
    const row = stored.get(each.touchId);
    return !row || !saysTheSame(row, each);
  });
  return {
    superseded: changed.flatMap(({ touchId }) => stored.get(touchId) ?? []),
    fresh: changed.map((each) => ({ ...each, n: (stored.get(each.touchId)?.n ?? 0) + 1 })),
  };
}

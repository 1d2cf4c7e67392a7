import type { Rebuild } from './figuresState.model.ts';
import { unitsOf } from './spans.rules.ts';

/**
 * A rebuild makes one span after the other, days first. What is counted meanwhile is folded into a span that is made already;
 * one that is still to be made will find it in its day. Spans without facts at its beginning count as made.
 */
export const isMade = (rebuild: Rebuild, span: string): boolean => {
  const unit = unitIndexes(rebuild).get(span);
  return unit === undefined || unit < rebuild.made;
};

export const unitAt = (rebuild: Rebuild): string | undefined => [...unitIndexes(rebuild).keys()][rebuild.made];
export const unitCount = (rebuild: Pick<Rebuild, 'from' | 'to'>): number => unitIndexes(rebuild).size;

let last: { key: string; indexes: Map<string, number> } | undefined;
/** The same for every call about one rebuild. */
function unitIndexes({ from, to }: Pick<Rebuild, 'from' | 'to'>): Map<string, number> {
  const key = `${from}:${to}`;
  if (last?.key !== key) last = { key, indexes: new Map(unitsOf({ from, to }).map((span, index) => [span, index])) };
  return last.indexes;
}

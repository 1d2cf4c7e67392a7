import type { BindingReason } from '../../shared/attribution/constants.ts';
import { byTime, foldTouches, type Decision, type Policy, type PolicyRules, type Touch } from './attribution.rules.ts';

export interface Difference {
  now: string | null;
  then: string | null;
  /** What the tried rules say of the touch at which the two part. */
  reason: BindingReason;
  holder: string | null;
  manager: string | null;
}

/** Compares one person's standing decisions with a replay in which touches from `from` on have these rules, and earlier ones keep their own. */
export function policyPreviewer(policies: readonly Policy[], rules: PolicyRules, from: Date) {
  const version = Math.max(0, ...policies.map((each) => each.version)) + 1;
  const tried = [...policies, { version, rules, effectiveFrom: from }];
  return (touches: readonly Touch[], standing: readonly Pick<Decision, 'touchId' | 'at' | 'after'>[]): Difference | undefined => {
    const stored = [...standing].sort((a, b) => byTime({ at: a.at, id: a.touchId }, { at: b.at, id: b.touchId }));
    const replayed = foldTouches(touches, tried);
    const now = stored.at(-1)?.after ?? null;
    const then = replayed.at(-1)?.after ?? null;
    if (now === then) return undefined;
    const parting = partingOf(stored, replayed);
    return { now, then, reason: parting.reason, holder: parting.before, manager: touches.find((each) => each.id === parting.touchId)?.managerUserid ?? null };
  };
}

/** The touch from which on the two say something else of the holder. Both have the same touches in the same order, and differ at the last. */
function partingOf(stored: readonly Pick<Decision, 'after'>[], replayed: readonly Decision[]): Decision {
  const lastAgreed = replayed.findLastIndex((each, index) => each.after === stored[index]?.after);
  const parting = replayed[lastAgreed + 1];
  if (!parting) throw new Error('nothing differs');
  return parting;
}

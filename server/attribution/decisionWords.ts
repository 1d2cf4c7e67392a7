import { findStaff } from '../org/findStaff.ts';
import type { Tx } from '../platform/mongo.ts';
import type { DecisionRow } from './bindingDecision.model.ts';
import { publishedPolicies } from './policies.ts';
import { wordsFor } from './words.rules.ts';

/** Each decision as a sentence, by its id. `managerOf`: whom its touch spoke for. */
export async function decisionWords(decisions: DecisionRow[], managerOf: (touchId: string) => string | null, tx?: Tx): Promise<Map<string, string>> {
  const staff = await findStaff(decisions.flatMap(({ before, touchId }) => [before, managerOf(touchId)].flatMap((each) => each ?? [])), tx);
  const policies = await publishedPolicies(tx);
  const nameOf = (userid: string | null) => (userid === null ? '' : staff.get(userid)?.name ?? userid);
  return new Map(decisions.map((row) => {
    const days = policies.find((each) => each.version === row.policyVersion)?.rules.windowDays ?? 0;
    return [row._id, wordsFor(row.reason, { holder: nameOf(row.before), manager: nameOf(managerOf(row.touchId)), days })];
  }));
}

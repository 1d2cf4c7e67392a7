import { seesSubtree, withinSubtree, type Actor } from '../platform/actor.ts';
import { Customer } from './customer.model.ts';
import { followScope, withFollowThat } from './followScope.ts';

type Condition = Record<string, unknown>;

/** Whom the actor may see: people with a relation in scope; who has no relation at all, by whoever holds them. */
export const peopleInScope = (actor: Actor): Condition => peopleThat(actor, [], []);

/**
 * People in scope of whom one relation meets the conditions. `holding`: what the holder of a person without relations must
 * meet instead; null where nothing can stand in for a relation.
 */
export function peopleThat(actor: Actor, following: Condition[], holding: Condition[] | null): Condition {
  const related = withFollowThat(followScope(actor), ...following);
  if (Object.keys(related).length === 0) return { mergedInto: null };
  if (holding === null) return { mergedInto: null, ...related };
  const conditions = [holderScope(actor), ...holding].flatMap((each) => Object.entries(each)).map(([name, value]) => ({ [`facts.holder.${name}`]: value }));
  const unrelated = { externalUserid: null, ...(conditions.length > 0 ? { $and: conditions } : {}) };
  return { mergedInto: null, $or: [related, unrelated] };
}

function holderScope(actor: Actor): Condition {
  if (!seesSubtree(actor)) return { userid: actor.id };
  const departmentPath = withinSubtree(actor);
  return departmentPath ? { departmentPath } : {};
}

/** How many people meet a condition of the two above; of everybody MongoDB knows the number without counting. */
export async function countPeople(condition: Condition): Promise<number> {
  if (Object.keys(condition).join() !== 'mergedInto') return Customer.countDocuments(condition);
  const [records, tombstones] = await Promise.all([Customer.estimatedDocumentCount(), Customer.countDocuments({ mergedInto: { $gt: '' } })]);
  return records - tombstones;
}

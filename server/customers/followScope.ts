import { isWithin, seesSubtree, withinSubtree, type Actor } from '../platform/actor.ts';
import type { FollowRow } from './customer.model.ts';

/** What a relation must have for the actor to see it: it is a manager's own, or stands in the others' subtrees. */
export function followScope(actor: Actor): Record<string, unknown> {
  if (!seesSubtree(actor)) return { userid: actor.id };
  const departmentPath = withinSubtree(actor);
  return departmentPath ? { departmentPath } : {};
}

/** The same for a relation that is at hand. */
export const isInFollowScope = (actor: Actor, follow: FollowRow): boolean =>
  (seesSubtree(actor) ? isWithin(actor, follow.departmentPath) : follow.userid === actor.id);

/** Customers with a relation that meets all conditions; conditions that ask nothing match every customer. */
export function withFollowThat(...conditions: Record<string, unknown>[]): Record<string, unknown> {
  const asking = conditions.filter((each) => Object.keys(each).length > 0);
  const fields = asking.flatMap((each) => Object.entries(each));
  const [first] = fields;
  if (!first) return {};
  if (fields.length > 1) return { follows: { $elemMatch: { $and: asking } } };
  return { [`follows.${first[0]}`]: first[1] }; // one condition alone is counted in the index, without the documents
}

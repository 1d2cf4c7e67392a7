import { seesSubtree, withinSubtree, type Actor } from '../platform/actor.ts';

/** Client managers of the actor's subtrees; of who is only a manager, themselves. */
export function managersInScope(actor: Actor) {
  const departmentPath = withinSubtree(actor);
  const scope = !seesSubtree(actor) ? { _id: actor.id } : departmentPath ? { departmentPath } : {};
  return { $and: [{ roles: 'manager' as const, status: { $ne: 'left' as const } }, scope] };
}

import { seesSubtree, staffOnly, withinSubtree, type Actor } from '../platform/actor.ts';

/** A manager sees their own departments alone, other roles what is below too. */
export function visibleDepartments(actor: Actor) {
  const path = seesSubtree(actor) ? withinSubtree(actor) : { $in: [...staffOnly(actor).departmentPaths] };
  return { removedAt: null, ...(path ? { path } : {}) };
}

import type { Actor } from '../platform/actor.ts';
import { allOperations } from '../platform/domain.ts';
import { permitted } from '../platform/operation.ts';

/** Names of all operations that this person's roles open: the admin panel's navigation is made from them. */
export const operationsFor = (actor: Actor): string[] => permitted(actor, allOperations());

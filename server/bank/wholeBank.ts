import { withinSubtree, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';

/** Bank data that no branch can be told for, such as an event whose customer nobody knows yet, is for headquarters alone. */
export function requireWholeBank(actor: Actor): void {
  if (!seesWholeBank(actor)) throw new AppError('platform.forbidden');
}

export const seesWholeBank = (actor: Actor): boolean => withinSubtree(actor) === undefined;

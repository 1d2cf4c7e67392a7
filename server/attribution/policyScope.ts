import { isWithin, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';

/** The rules hold for the whole bank. */
export const ownsPolicies = (actor: Actor): boolean => isWithin(actor, '/1/');

export function headquartersOnly(actor: Actor): void {
  if (!ownsPolicies(actor)) throw new AppError('platform.forbidden', { message: '管户规则适用于全行，需要总行的权限' });
}

import type { Role } from '../../shared/org/constants.ts';
import { AppError } from './errors.ts';

export interface StaffActor {
  kind: 'staff';
  /** WeCom userid. */
  id: string;
  name: string;
  roles: readonly Role[];
  /** Materialised paths of the person's departments, `/1/4/12/`: their subtrees are the scope of all roles but manager. */
  departmentPaths: readonly string[];
  sessionId: string;
  signedInAt: Date;
}
/** A customer in the mini-program. */
export interface CustomerActor {
  kind: 'customer';
  /** The customer's id; of merged ones the survivor's. */
  id: string;
  /** WeChat's id of this person in our mini-program. */
  openid: string;
  sessionId: string;
  signedInAt: Date;
}
/** The bank's own system, by the key that signed the request. */
export interface BankActor { kind: 'bank'; id: string }
export interface SystemActor { kind: 'system'; id: string }
export interface AnonymousActor { kind: 'anonymous'; id: 'anonymous' }
export type Actor = StaffActor | CustomerActor | BankActor | SystemActor | AnonymousActor;

export const anonymous: AnonymousActor = { kind: 'anonymous', id: 'anonymous' };
/** Jobs act as the system: the whole tree is theirs, no role is. */
export const systemActor = (id: string): SystemActor => ({ kind: 'system', id });

export const hasRole = (actor: Actor, roles: readonly Role[]): boolean =>
  actor.kind === 'staff' && actor.roles.some((role) => roles.includes(role));

/** Roles that see their departments' subtrees; a manager sees only what is their own. */
const subtreeRoles: readonly Role[] = ['supervisor', 'operator', 'compliance', 'admin'];
export const seesSubtree = (actor: Actor): boolean => actor.kind === 'system' || hasRole(actor, subtreeRoles);

export interface PathFilter { $regex: RegExp }

/**
 * A condition for a field that holds a department path: inside the actor's subtrees. `undefined` = no limit.
 * Paths are made of digits by us, so that they are safe in an anchored expression, which uses the index.
 */
export function withinSubtree(actor: Actor): PathFilter | undefined {
  if (actor.kind === 'system') return undefined;
  if (actor.kind !== 'staff' || actor.departmentPaths.length === 0) return { $regex: /(?!)/ };
  if (actor.departmentPaths.includes('/1/')) return undefined;
  const [only = '', ...others] = actor.departmentPaths;
  // MongoDB reads one range of the index for a plain prefix, the whole index for a group.
  return { $regex: new RegExp(others.length === 0 ? `^${only}` : `^(?:${actor.departmentPaths.join('|')})`) };
}

export const isWithin = (actor: Actor, departmentPath: string): boolean => {
  const filter = withinSubtree(actor);
  return filter === undefined || filter.$regex.test(departmentPath);
};

export function customerOnly(actor: Actor): CustomerActor {
  if (actor.kind !== 'customer') throw new AppError('platform.notSignedIn');
  return actor;
}

export function staffOnly(actor: Actor): StaffActor {
  if (actor.kind !== 'staff') throw new AppError('platform.notSignedIn');
  return actor;
}

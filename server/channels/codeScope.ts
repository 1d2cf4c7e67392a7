import type { QueryFilter } from 'mongoose';
import { hasRole, isWithin, seesSubtree, withinSubtree, type Actor } from '../platform/actor.ts';
import type { ChannelCodeRow } from './channelCode.model.ts';

/** Codes that the actor may change: those of their subtrees. */
export function ownedCodes(actor: Actor): QueryFilter<ChannelCodeRow> {
  const departmentPath = withinSubtree(actor);
  return departmentPath ? { departmentPath } : {};
}

/** Codes that the actor may see: a manager those that lead to them, the other roles also those made in, or leading into, their subtrees. */
export function visibleCodes(actor: Actor): QueryFilter<ChannelCodeRow> {
  const own = { 'staff.userid': actor.id };
  if (!seesSubtree(actor)) return own;
  const path = withinSubtree(actor);
  if (!path) return {};
  return { $or: [{ departmentPath: path }, { staffPath: path }, ...(hasRole(actor, ['manager']) ? [own] : [])] };
}

export const ownsCode = (actor: Actor, code: Pick<ChannelCodeRow, 'departmentPath'>): boolean => seesSubtree(actor) && isWithin(actor, code.departmentPath);

/** Whether the whole code is the actor's to see; else only their own part of its figures. */
export const seesWholeCode = (actor: Actor, code: Pick<ChannelCodeRow, 'departmentPath' | 'staffPath'>): boolean =>
  ownsCode(actor, code) || (seesSubtree(actor) && isWithin(actor, code.staffPath));

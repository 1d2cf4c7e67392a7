import type { QueryFilter } from 'mongoose';
import type { InviteState } from '../../shared/referral/constants.ts';
import { hasRole, isWithin, seesSubtree, withinSubtree, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';

/** Codes that the actor may see: a manager their own, the other roles those of their subtrees. */
export function visibleInvites(actor: Actor): QueryFilter<InviteCodeRow> {
  const own = { managerUserid: actor.id };
  if (!seesSubtree(actor)) return own;
  const departmentPath = withinSubtree(actor);
  if (!departmentPath) return {};
  return hasRole(actor, ['manager']) ? { $or: [{ departmentPath }, own] } : { departmentPath };
}

export async function visibleInvite(id: string, actor: Actor, tx?: Tx): Promise<InviteCodeRow> {
  const row = await InviteCode.findOne({ $and: [{ _id: id }, visibleInvites(actor)] }).session(tx ?? null).lean<InviteCodeRow>();
  if (!row) throw new AppError('referral.inviteNotFound');
  return row;
}

/** A code that the actor may change: of a manager in their subtree. */
export async function ownedInvite(id: string, actor: Actor, tx: Tx): Promise<InviteCodeRow> {
  const row = await visibleInvite(id, actor, tx);
  if (!seesSubtree(actor) || !isWithin(actor, row.departmentPath)) throw new AppError('referral.inviteNotFound');
  return row;
}

export const stateOf = ({ state, expiresAt }: Pick<InviteCodeRow, 'state' | 'expiresAt'>, at: Date): InviteState => {
  if (state === 'disabled') return 'disabled';
  return expiresAt <= at ? 'expired' : 'active';
};

export const ofState = (state: InviteState, at: Date): QueryFilter<InviteCodeRow> => {
  if (state === 'disabled') return { state: 'disabled' };
  return { state: 'active', expiresAt: state === 'expired' ? { $lte: at } : { $gt: at } };
};

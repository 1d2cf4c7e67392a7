import type { QueryFilter } from 'mongoose';
import { listApprovals as contract } from '../../shared/org/approval.contract.ts';
import { seesSubtree, staffOnly, withinSubtree, type StaffActor } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { Approval, type ApprovalRow } from './approval.model.ts';
import { deciderOf, stoodInFor } from './deciders.ts';
import { presentApprovals } from './presentApprovals.ts';
import type { Decider } from './approval.rules.ts';

export const listApprovals = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ page, pageSize, state, kind, waitingForMe }, { actor, now }) {
    const staff = staffOnly(actor);
    const scope = waitingForMe ? waitingFor(staff, await stoodInFor(staff.id, now)) : visibleApprovals(staff, await stoodInFor(staff.id, now));
    const filter = { $and: [scope, kind ? { kind } : {}, state ? { state } : {}] };
    const [rows, total] = await Promise.all([
      Approval.find(filter).sort({ createdAt: waitingForMe ? 1 : -1, _id: 1 }).skip((page - 1) * pageSize).limit(pageSize).lean<ApprovalRow[]>(),
      Approval.countDocuments(filter),
    ]);
    return { rows: await presentApprovals(rows, staff, now), total };
  },
});

const pathsOf = ({ departmentPaths }: Pick<Decider, 'departmentPaths'>) => ({ $regex: new RegExp(`^(?:${departmentPaths.join('|')})`) });

/** Own requests, and what they have decided; for roles above manager, what concerns their subtree; and what waits for someone they stand in for. */
export function visibleApprovals(actor: StaffActor, others: Decider[]): QueryFilter<ApprovalRow> {
  const path = withinSubtree(actor);
  if (seesSubtree(actor) && !path) return {};
  return { $or: [{ authorUserid: actor.id }, { 'decisions.userid': actor.id }, ...(seesSubtree(actor) && path ? [{ departmentPath: path }] : []), waitingFor(actor, others)] };
}

/** Pending, by another, in the subtree of who may decide, for a role of theirs that nobody has decided for. */
function waitingFor(actor: StaffActor, others: Decider[]): QueryFilter<ApprovalRow> {
  const rights = [deciderOf(actor), ...others].filter((each) => each.departmentPaths.length > 0).flatMap((decider) => decider.roles.map((role) => ({
    departmentPath: pathsOf(decider), neededRoles: role, 'decisions.role': { $ne: role }, authorUserid: { $ne: decider.userid },
  })));
  if (rights.length === 0) return { _id: { $in: [] } };
  return { state: 'pending', 'decisions.userid': { $ne: actor.id }, $and: [{ authorUserid: { $ne: actor.id } }, { $or: rights }] };
}

import type { StaffActor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { Approval, type ApprovalRow } from './approval.model.ts';
import type { Decider } from './approval.rules.ts';
import { visibleApprovals } from './listApprovals.ts';

/** An approval that concerns the actor: asked by them, waiting for them, decided by them, or in their subtree. */
export async function findApproval(id: string, actor: StaffActor, others: Decider[], tx?: Tx): Promise<ApprovalRow> {
  const row = await Approval.findOne({ $and: [{ _id: id }, visibleApprovals(actor, others)] }).session(tx ?? null).lean<ApprovalRow>();
  if (!row) throw new AppError('org.approvalNotFound');
  return row;
}

import type { z } from 'zod';
import type { Approval as ApprovalContract } from '../../shared/org/approval.contract.ts';
import type { StaffActor } from '../platform/actor.ts';
import { allOperations } from '../platform/domain.ts';
import { permitted } from '../platform/operation.ts';
import type { Tx } from '../platform/mongo.ts';
import type { ApprovalDetail, ApprovalRow } from './approval.model.ts';
import { standingOf } from './approval.rules.ts';
import { deciderOf, stoodInFor } from './deciders.ts';
import { departmentNames } from './departmentNames.ts';
import { findStaff } from './findStaff.ts';

/** Approvals as pages show them, with what this person may do with each now. */
export async function presentApprovals(rows: ApprovalRow[], actor: StaffActor, now: Date, tx?: Tx): Promise<z.infer<typeof ApprovalContract>[]> {
  const others = await stoodInFor(actor.id, now, tx);
  const names = await departmentNames(rows.map((row) => row.departmentPath));
  const stoodFor = await findStaff(rows.flatMap((row) => row.decisions.flatMap((each) => each.onBehalfOf ?? [])), tx);
  const operations = allOperations().filter(({ contract }) => ['org.decideApproval', 'org.withdrawApproval'].includes(contract.name));
  return rows.map((row) => {
    const mayDecide = row.state === 'pending' && typeof standingOf(row, deciderOf(actor), others) === 'object';
    const mayWithdraw = row.state === 'pending' && row.authorUserid === actor.id;
    return {
      id: row._id, kind: row.kind, title: row.title, reason: row.reason, details: row.details.map(withBefore), state: row.state,
      author: { userid: row.authorUserid, name: row.authorName }, departmentName: names.get(row.departmentPath) ?? '', neededRoles: row.neededRoles,
      decisions: row.decisions.map(({ onBehalfOf, at, ...rest }) => (
        { ...rest, at: at.toISOString(), onBehalfOf: onBehalfOf === null ? null : { userid: onBehalfOf, name: stoodFor.get(onBehalfOf)?.name ?? onBehalfOf } }
      )),
      createdAt: row.createdAt.toISOString(),
      can: permitted(actor, operations, (name) => (name === 'org.decideApproval' ? mayDecide : mayWithdraw)),
    };
  });
}

export async function presentApproval(row: ApprovalRow, actor: StaffActor, now: Date, tx?: Tx): Promise<z.infer<typeof ApprovalContract>> {
  const [presented] = await presentApprovals([row], actor, now, tx);
  if (!presented) throw new Error('presentApprovals lost a row');
  return presented;
}

/** A lean read fills in no default. */
const withBefore = ({ label, value, before }: Partial<ApprovalDetail> & Omit<ApprovalDetail, 'before'>): ApprovalDetail => ({ label, value, before: before ?? null });

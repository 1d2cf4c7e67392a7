import type { ApprovalState } from '../../shared/org/constants.ts';
import { publish } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { Approval, type ApprovalRow } from './approval.model.ts';
import { approvalDecided } from './events.ts';

/** Ends an approval and tells the domain that asked. */
export async function closeApproval(row: ApprovalRow, state: Exclude<ApprovalState, 'pending'>, decidedBy: string, at: Date, tx: Tx): Promise<ApprovalRow> {
  await Approval.updateOne({ _id: row._id }, { state, closedAt: at }, { session: tx });
  await publish(approvalDecided, { key: row._id, payload: { approvalId: row._id, kind: row.kind, key: row.key, state, decidedBy } }, tx);
  return { ...row, state, closedAt: at };
}

import { withdrawApproval as contract } from '../../shared/org/approval.contract.ts';
import { staffOnly } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { Approval, type ApprovalRow } from './approval.model.ts';
import { closeApproval } from './closeApproval.ts';
import { presentApproval } from './presentApprovals.ts';

export const withdrawApproval = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ id }, { actor, now, tx }) {
    const staff = staffOnly(actor);
    const row = await Approval.findOne({ _id: id, authorUserid: staff.id }).session(tx).lean<ApprovalRow>();
    if (!row) throw new AppError('org.approvalNotFound');
    if (row.state === 'withdrawn') return presentApproval(row, staff, now, tx);
    if (row.state !== 'pending') throw new AppError('org.approvalClosed');
    return presentApproval(await closeApproval(row, 'withdrawn', staff.id, now, tx), staff, now, tx);
  },
  audit: ({ id }) => ({ subject: `approval:${id}` }),
});

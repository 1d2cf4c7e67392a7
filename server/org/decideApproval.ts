import { decideApproval as contract } from '../../shared/org/approval.contract.ts';
import { staffOnly } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { Approval } from './approval.model.ts';
import { standingOf, stateAfter } from './approval.rules.ts';
import { closeApproval } from './closeApproval.ts';
import { deciderOf, stoodInFor } from './deciders.ts';
import { findApproval } from './findApproval.ts';
import { presentApproval } from './presentApprovals.ts';

export const decideApproval = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ id, approved, comment }, { actor, now, tx }) {
    const staff = staffOnly(actor);
    const others = await stoodInFor(staff.id, now, tx);
    const row = await findApproval(id, staff, others, tx);
    if (row.decisions.some((each) => each.userid === staff.id && each.approved === approved)) return presentApproval(row, staff, now, tx);
    if (row.state !== 'pending') throw new AppError('org.approvalClosed');
    const standing = standingOf(row, deciderOf(staff), others);
    if (standing === 'ownApproval') throw new AppError('org.ownApproval');
    if (standing === 'notNeeded') throw new AppError('platform.forbidden');
    const decided = { ...row, decisions: [...row.decisions, { userid: staff.id, name: staff.name, ...standing, approved, comment, at: now }] };
    const state = stateAfter(decided);
    await Approval.updateOne({ _id: id }, { decisions: decided.decisions }, { session: tx });
    const closed = state === 'pending' ? decided : await closeApproval(decided, state, staff.id, now, tx);
    return presentApproval(closed, staff, now, tx);
  },
  audit: ({ id, approved }, { decisions }) => ({ subject: `approval:${id}`, detail: { approved, onBehalfOf: decisions.at(-1)?.onBehalfOf?.userid ?? null } }),
});

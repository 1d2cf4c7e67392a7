import { getApproval as contract } from '../../shared/org/approval.contract.ts';
import { staffOnly } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { stoodInFor } from './deciders.ts';
import { findApproval } from './findApproval.ts';
import { presentApproval } from './presentApprovals.ts';

export const getApproval = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ id }, { actor, now }) {
    const staff = staffOnly(actor);
    return presentApproval(await findApproval(id, staff, await stoodInFor(staff.id, now)), staff, now);
  },
});

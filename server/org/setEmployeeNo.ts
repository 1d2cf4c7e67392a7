import { setEmployeeNo as contract } from '../../shared/org/staff.contract.ts';
import { withinSubtree } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { presentStaff } from './presentStaff.ts';
import { Staff, type StaffRow } from './staff.model.ts';

export const setEmployeeNo = operation(contract, {
  allow: ['admin'],
  async run({ userid, employeeNo }, { actor, tx }) {
    const departmentPath = withinSubtree(actor);
    const inScope = { _id: userid, ...(departmentPath ? { departmentPath } : {}) };
    const taken = await Staff.exists({ employeeNo, _id: { $ne: userid }, status: { $ne: 'left' } }).session(tx);
    if (taken) throw new AppError('org.employeeNoTaken');
    const staff = await Staff.findOneAndUpdate(inScope, { employeeNo, employeeNoMended: true }, { session: tx, returnDocument: 'after' }).lean<StaffRow>();
    if (!staff) throw new AppError('org.staffNotFound');
    const [presented] = await presentStaff([staff], actor, [setEmployeeNo]);
    if (!presented) throw new AppError('org.staffNotFound');
    return presented;
  },
  audit: ({ userid, employeeNo }) => ({ subject: `staff:${userid}`, detail: { employeeNo } }),
});

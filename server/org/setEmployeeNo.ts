import { setEmployeeNo as contract } from '../../shared/org/staff.contract.ts';
import { withinSubtree } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { presentOneStaff } from './presentStaff.ts';
import { Staff, type StaffRow } from './staff.model.ts';

export const setEmployeeNo = operation(contract, {
  allow: ['admin'],
  async run({ userid, employeeNo }, { actor, tx }) {
    const departmentPath = withinSubtree(actor);
    const inScope = { _id: userid, status: { $ne: 'left' as const }, ...(departmentPath ? { departmentPath } : {}) };
    if (!(await Staff.exists(inScope).session(tx))) throw new AppError('org.staffNotFound');
    const taken = await Staff.exists({ employeeNo, _id: { $ne: userid }, status: { $ne: 'left' } }).session(tx);
    if (taken) throw new AppError('org.employeeNoTaken');
    const mended = { $set: { employeeNo, employeeNoMended: true }, $unset: { wantedEmployeeNo: 1 as const } };
    const staff = await Staff.findOneAndUpdate(inScope, mended, { session: tx, returnDocument: 'after' }).lean<StaffRow>();
    if (!staff) throw new AppError('org.staffNotFound');
    return presentOneStaff(staff, actor);
  },
  audit: ({ userid, employeeNo }) => ({ subject: `staff:${userid}`, detail: { employeeNo } }),
});

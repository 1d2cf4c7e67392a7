import { listStaff as contract } from '../../shared/org/staff.contract.ts';
import { seesSubtree, withinSubtree, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { Department, type DepartmentRow } from './department.model.ts';
import { presentStaff } from './presentStaff.ts';
import { Staff, type StaffRow } from './staff.model.ts';
import { visibleDepartments } from './visibleDepartments.ts';

export const listStaff = operation(contract, {
  allow: 'signedIn',
  async run({ page, pageSize, search, departmentId, role, canAddCustomers }, { actor }) {
    const conditions = [
      { status: { $ne: 'left' as const } },
      visibleStaff(actor),
      ...(departmentId ? [await inDepartment(departmentId, actor)] : []),
      ...(search ? [matching(search)] : []),
      ...(role ? [{ roles: role }] : []),
      ...(canAddCustomers === undefined ? [] : [{ canAddCustomers }]),
    ];
    const [rows, total] = await Promise.all([
      Staff.find({ $and: conditions }).sort({ name: 1, _id: 1 }).collation({ locale: 'zh' }).skip((page - 1) * pageSize).limit(pageSize).lean<StaffRow[]>(),
      Staff.countDocuments({ $and: conditions }),
    ]);
    return { rows: await presentStaff(rows, actor), total };
  },
});

/** A manager sees only themselves. */
function visibleStaff(actor: Actor) {
  if (!seesSubtree(actor)) return { _id: actor.id };
  const departmentPath = withinSubtree(actor);
  return departmentPath ? { departmentPath } : {};
}

async function inDepartment(departmentId: number, actor: Actor) {
  const department = await Department.findOne({ $and: [{ _id: departmentId }, visibleDepartments(actor)] }, { path: 1 }).lean<Pick<DepartmentRow, 'path'>>();
  if (!department) throw new AppError('org.departmentNotFound');
  return { departmentPath: { $regex: new RegExp(`^${department.path}`) } };
}

function matching(search: string) {
  const part = { $regex: search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' };
  return { $or: [{ name: part }, { employeeNo: part }, { _id: part }] };
}

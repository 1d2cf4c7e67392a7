import { listTargets as contract } from '../../shared/performance/target.contract.ts';
import { Department, type DepartmentRow } from '../org/department.model.ts';
import { Staff, type StaffRow } from '../org/staff.model.ts';
import { visibleDepartments } from '../org/visibleDepartments.ts';
import type { Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation, permitted } from '../platform/operation.ts';
import { managersInScope } from './managersInScope.ts';
import { presentTargets } from './presentTargets.ts';
import { setTargets } from './setTargets.ts';

export const listTargets = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ page, pageSize, month, departmentId, search }, { actor }) {
    const conditions = { $and: [managersInScope(actor), ...(departmentId ? [await inDepartment(departmentId, actor)] : []), ...(search ? [matching(search)] : [])] };
    const [managers, total] = await Promise.all([
      Staff.find(conditions).sort({ name: 1, _id: 1 }).collation({ locale: 'zh' }).skip((page - 1) * pageSize).limit(pageSize).lean<StaffRow[]>(),
      Staff.countDocuments(conditions),
    ]);
    const can = permitted(actor, [setTargets]);
    return { rows: await presentTargets(managers, month, can), total, can };
  },
});

async function inDepartment(departmentId: number, actor: Actor) {
  const department = await Department.findOne({ $and: [{ _id: departmentId }, visibleDepartments(actor)] }, { path: 1 }).lean<Pick<DepartmentRow, 'path'>>();
  if (!department) throw new AppError('org.departmentNotFound');
  return { departmentPath: { $regex: new RegExp(`^${department.path}`) } };
}

function matching(search: string) {
  const part = { $regex: search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' };
  return { $or: [{ name: part }, { employeeNo: part }, { _id: part }] };
}

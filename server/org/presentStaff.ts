import type { z } from 'zod';
import type { Staff as StaffContract } from '../../shared/org/staff.contract.ts';
import type { Actor } from '../platform/actor.ts';
import { permitted, type AnyOperation } from '../platform/operation.ts';
import { Department, type DepartmentRow } from './department.model.ts';
import type { StaffRow } from './staff.model.ts';

/** Staff as pages show them. `operations` are those whose buttons stand beside a person. */
export async function presentStaff(rows: StaffRow[], actor: Actor, operations: AnyOperation[]): Promise<z.infer<typeof StaffContract>[]> {
  const ids = new Set(rows.flatMap((row) => row.departmentPath.split('/').filter(Boolean).map(Number)));
  const departments = new Map((await Department.find({ _id: { $in: [...ids] } }).lean<DepartmentRow[]>()).map((each) => [each._id, each.name]));
  const can = permitted(actor, operations);
  return rows.map((row) => {
    const names = row.departmentPath.split('/').filter(Boolean).map((id) => departments.get(Number(id)) ?? '');
    return {
      userid: row._id, name: row.name, employeeNo: row.employeeNo, position: row.position,
      departmentName: names.at(-1) ?? '', departmentTrail: names.slice(0, -1).join(' / '),
      roles: row.roles, canAddCustomers: row.canAddCustomers, status: row.status, can,
    };
  });
}

import type { z } from 'zod';
import type { OperationName } from '../../shared/contract.ts';
import { roles } from '../../shared/org/constants.ts';
import type { Staff as StaffContract } from '../../shared/org/staff.contract.ts';
import { hasRole, isWithin, type Actor } from '../platform/actor.ts';
import { allOperations } from '../platform/domain.ts';
import { permitted } from '../platform/operation.ts';
import { maskPhone, unsealPhone } from '../platform/phone.ts';
import { Department, type DepartmentRow } from './department.model.ts';
import { maskMail, unsealMail } from './mailAddress.ts';
import type { StaffRow } from './staff.model.ts';

export type PresentedStaff = z.infer<typeof StaffContract>;

const idsOf = (path: string): number[] => path.split('/').filter(Boolean).map(Number);

/** Staff as pages show them, with what the actor may do to each. */
export async function presentStaff(rows: StaffRow[], actor: Actor): Promise<PresentedStaff[]> {
  const ids = new Set(rows.flatMap((row) => idsOf(row.departmentPath)));
  const departments = await Department.find({ _id: { $in: [...ids] } }, { name: 1 }).lean<Pick<DepartmentRow, '_id' | 'name'>[]>();
  const nameOf = new Map(departments.map((each) => [each._id, each.name]));
  return rows.map((row) => {
    const names = idsOf(row.departmentPath).map((id) => nameOf.get(id) ?? '');
    return {
      userid: row._id, name: row.name, employeeNo: row.employeeNo, position: row.position,
      departmentName: names.at(-1) ?? '', departmentTrail: names.slice(0, -1).join(' / '),
      roles: roles.filter((role) => row.roles.includes(role)), canAddCustomers: row.canAddCustomers, status: row.status,
      phone: row.sealedPhone ? maskPhone(unsealPhone(row.sealedPhone)) : '', mail: row.sealedMail ? maskMail(unsealMail(row.sealedMail)) : '',
      can: actionsOn(row, actor),
    };
  });
}

export async function presentOneStaff(row: StaffRow, actor: Actor): Promise<PresentedStaff> {
  const [presented] = await presentStaff([row], actor);
  if (!presented) throw new Error('one row gives one');
  return presented;
}

/**
 * Roles count in all of a person's departments: only who covers them all may grant them,
 * or a branch's administrator could make one who sees another branch.
 */
export const mayManage = (actor: Actor, staff: StaffRow): boolean => staff.departmentPaths.every((path) => isWithin(actor, path));

/** Operations whose buttons stand beside a person, with what each needs besides its roles. */
const needs: Partial<Record<OperationName, (actor: Actor, staff: StaffRow) => boolean>> = {
  'org.setRoles': mayManage,
  'org.setEmployeeNo': (actor, staff) => isWithin(actor, staff.departmentPath),
  'org.setContact': (actor, staff) => isWithin(actor, staff.departmentPath),
  'org.revokeSessions': (actor, staff) => actor.id === staff._id || (hasRole(actor, ['admin']) && isWithin(actor, staff.departmentPath)),
};

function actionsOn(staff: StaffRow, actor: Actor): string[] {
  if (staff.status === 'left') return [];
  return permitted(actor, allOperations(), (name) => needs[name]?.(actor, staff) ?? false);
}

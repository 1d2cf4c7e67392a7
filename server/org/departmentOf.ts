import type { Actor } from '../platform/actor.ts';
import { Department, type DepartmentRow } from './department.model.ts';
import { Staff, type StaffRow } from './staff.model.ts';

/** The main department of a signed-in member of staff; nothing for other actors and before the first sync. */
export async function departmentOf(actor: Actor): Promise<DepartmentRow | undefined> {
  if (actor.kind !== 'staff') return undefined;
  const staff = await Staff.findById(actor.id, { mainDepartmentId: 1 }).lean<Pick<StaffRow, 'mainDepartmentId'>>();
  if (!staff) return undefined;
  return (await Department.findById(staff.mainDepartmentId).lean<DepartmentRow>()) ?? undefined;
}

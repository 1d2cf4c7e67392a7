import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';

export interface ManagerView { userid: string; name: string; departmentName: string }

/** Managers as pages name them, those who left too; null stays null. */
export async function managersOf(userids: readonly (string | null)[]): Promise<(userid: string | null) => ManagerView | null> {
  const staff = await findStaff(userids.flatMap((each) => each ?? []));
  const departments = await departmentNames([...staff.values()].map((each) => each.departmentPath));
  return (userid) => {
    if (userid === null) return null;
    const row = staff.get(userid);
    return { userid, name: row?.name ?? userid, departmentName: departments.get(row?.departmentPath ?? '') ?? '' };
  };
}

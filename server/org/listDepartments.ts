import { listDepartments as contract } from '../../shared/org/staff.contract.ts';
import { withinSubtree, type Actor } from '../platform/actor.ts';
import { operation, permitted } from '../platform/operation.ts';
import { Department, type DepartmentRow } from './department.model.ts';
import { Staff } from './staff.model.ts';
import { startSync } from './startSync.ts';
import { depthOf, rollUp } from './tree.rules.ts';
import { visibleDepartments } from './visibleDepartments.ts';

export const listDepartments = operation(contract, {
  allow: 'signedIn',
  async run(_input, { actor }) {
    const [departments, counts] = await Promise.all([
      Department.find(visibleDepartments(actor)).lean<DepartmentRow[]>(),
      countStaff(actor),
    ]);
    const rows = departments
      .sort((a, b) => depthOf(a.path) - depthOf(b.path) || b.order - a.order || a._id - b._id) // WeCom: a larger order stands first
      .map(({ _id, name, parentId, path, kind }) => ({ id: _id, name, parentId, path, kind, staffCount: counts.get(path) ?? 0 }));
    const syncedAt = departments.reduce<Date | null>((latest, each) => (latest && latest > each.syncedAt ? latest : each.syncedAt), null);
    return { rows, syncedAt: syncedAt?.toISOString() ?? null, can: permitted(actor, [startSync]) };
  },
});

/** Each person counts once, in the main department and all above it. */
async function countStaff(actor: Actor): Promise<Map<string, number>> {
  const departmentPath = withinSubtree(actor);
  const groups = await Staff.aggregate<{ _id: string; count: number }>([
    { $match: { status: { $ne: 'left' }, ...(departmentPath ? { departmentPath } : {}) } },
    { $group: { _id: '$departmentPath', count: { $sum: 1 } } },
  ]);
  return rollUp(new Map(groups.map((group) => [group._id, group.count])));
}

import { roles as roleOrder } from '../../shared/org/constants.ts';
import { setRoles as contract } from '../../shared/org/staff.contract.ts';
import { withinSubtree } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { mayManage, presentOneStaff } from './presentStaff.ts';
import { Staff, type StaffRow } from './staff.model.ts';

export const setRoles = operation(contract, {
  allow: ['admin'],
  fresh: true,
  async run({ userid, roles }, { actor, tx }) {
    const departmentPath = withinSubtree(actor);
    const inScope = { _id: userid, status: { $ne: 'left' as const }, ...(departmentPath ? { departmentPath } : {}) };
    const staff = await Staff.findOne(inScope).session(tx).lean<StaffRow>();
    if (!staff || !mayManage(actor, staff)) throw new AppError('org.staffNotFound');
    if (staff.roles.includes('admin') && !roles.includes('admin')) await relyOnAnotherAdmin(userid, tx);
    const chosen = roleOrder.filter((role) => roles.includes(role));
    const changed = await Staff.findOneAndUpdate({ _id: userid }, { $set: { roles: chosen }, $unset: { rolesOpen: 1 } }, { session: tx, returnDocument: 'after' }).lean<StaffRow>();
    if (!changed) throw new AppError('org.staffNotFound');
    return presentOneStaff(changed, actor);
  },
  audit: ({ userid }, { roles }) => ({ subject: `staff:${userid}`, detail: { roles } }),
});

/** Writes to the one who stays: of two administrators who remove each other at once, one is refused. */
async function relyOnAnotherAdmin(userid: string, tx: Tx): Promise<void> {
  const other = await Staff.findOneAndUpdate({ _id: { $ne: userid }, roles: 'admin', status: 'active' }, { $inc: { adminReliance: 1 } }, { session: tx, returnDocument: 'after' }).lean();
  if (!other) throw new AppError('org.lastAdmin');
}

import { previewWelcome as contract } from '../../shared/content/welcome.contract.ts';
import { Department, type DepartmentRow } from '../org/department.model.ts';
import { Staff, type StaffRow } from '../org/staff.model.ts';
import { withinSubtree, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { approvedVersion } from './approvedVersion.ts';
import { presentMessage } from './presentMessage.ts';
import { weekOffers } from './weekOffers.ts';
import { welcomeValues } from './welcomeValues.ts';

export const previewWelcome = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ versionId, userid }, { actor, now }) {
    const version = await approvedVersion(versionId, now);
    const sender = userid ? await senderOf(userid, actor) : { staffName: '客户经理', branchName: '网点' };
    return presentMessage(version, welcomeValues({ customerName: '小林', ...sender }, await weekOffers(now), now));
  },
});

/** A colleague in the actor's own departments and below, or the actor. */
async function senderOf(userid: string, actor: Actor): Promise<{ staffName: string; branchName: string }> {
  const departmentPath = withinSubtree(actor);
  const staff = await Staff.findOne({ _id: userid, ...(departmentPath && userid !== actor.id ? { departmentPath } : {}) }).lean<StaffRow>();
  if (!staff) throw new AppError('org.staffNotFound');
  const department = await Department.findById(staff.mainDepartmentId).lean<DepartmentRow>();
  return { staffName: staff.name, branchName: department?.name ?? '' };
}

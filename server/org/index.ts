import { setActorResolver } from '../platform/authenticate.ts';
import { domain } from '../platform/domain.ts';
import { inTransaction } from '../platform/mongo.ts';
import { Approval } from './approval.model.ts';
import { decideApproval } from './decideApproval.ts';
import { Department } from './department.model.ts';
import { Deputy } from './deputy.model.ts';
import { approvalDecided, staffLeft, staffMoved } from './events.ts';
import { finishSync } from './finishSync.job.ts';
import { getApproval } from './getApproval.ts';
import { getSession } from './getSession.ts';
import { grantFirstAdmins } from './grantFirstAdmins.ts';
import { listApprovals } from './listApprovals.ts';
import { listDepartments } from './listDepartments.ts';
import { listDeputies } from './listDeputies.ts';
import { listSessions } from './listSessions.ts';
import { listStaff } from './listStaff.ts';
import { notifyStaffMember } from './notifyStaffMember.job.ts';
import { removeDeputy } from './removeDeputy.ts';
import { revokeSessions } from './revokeSessions.ts';
import { signInRoutes } from './routes.ts';
import { setContact } from './setContact.ts';
import { setDeputy } from './setDeputy.ts';
import { setEmployeeNo } from './setEmployeeNo.ts';
import { setRoles } from './setRoles.ts';
import { signOut } from './signOut.ts';
import { Staff } from './staff.model.ts';
import { staffActor } from './staffActor.ts';
import { StaffPlace } from './staffPlace.model.ts';
import { startSync } from './startSync.ts';
import { syncDepartments } from './syncDepartments.job.ts';
import { syncDepartmentStaff } from './syncDepartmentStaff.job.ts';
import { withdrawApproval } from './withdrawApproval.ts';

export const org = domain('org', {
  operations: [getSession, signOut, listSessions, revokeSessions, listDepartments, listStaff, setRoles, setEmployeeNo, setContact, startSync, listApprovals, getApproval, decideApproval, withdrawApproval, listDeputies, setDeputy, removeDeputy],
  jobs: [syncDepartments, syncDepartmentStaff, finishSync, notifyStaffMember],
  events: [staffMoved, staffLeft, approvalDecided],
  models: [Department, Staff, StaffPlace, Approval, Deputy],
  routes: signInRoutes,
  async boot() {
    setActorResolver('staff', staffActor);
    await inTransaction(grantFirstAdmins);
  },
});

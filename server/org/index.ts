import { setActorResolver } from '../platform/authenticate.ts';
import { domain } from '../platform/domain.ts';
import { inTransaction } from '../platform/mongo.ts';
import { Department } from './department.model.ts';
import { staffLeft, staffMoved } from './events.ts';
import { finishSync } from './finishSync.job.ts';
import { getSession } from './getSession.ts';
import { grantFirstAdmins } from './grantFirstAdmins.ts';
import { listDepartments } from './listDepartments.ts';
import { listSessions } from './listSessions.ts';
import { listStaff } from './listStaff.ts';
import { revokeSessions } from './revokeSessions.ts';
import { signInRoutes } from './routes.ts';
import { setEmployeeNo } from './setEmployeeNo.ts';
import { setRoles } from './setRoles.ts';
import { signOut } from './signOut.ts';
import { Staff } from './staff.model.ts';
import { staffActor } from './staffActor.ts';
import { startSync } from './startSync.ts';
import { syncDepartments } from './syncDepartments.job.ts';
import { syncDepartmentStaff } from './syncDepartmentStaff.job.ts';

export const org = domain('org', {
  operations: [getSession, signOut, listSessions, revokeSessions, listDepartments, listStaff, setRoles, setEmployeeNo, startSync],
  jobs: [syncDepartments, syncDepartmentStaff, finishSync],
  events: [staffMoved, staffLeft],
  models: [Department, Staff],
  routes: signInRoutes,
  async boot() {
    setActorResolver('staff', staffActor);
    await inTransaction(grantFirstAdmins);
  },
});

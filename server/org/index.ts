import { setActorResolver } from '../platform/authenticate.ts';
import { domain } from '../platform/domain.ts';
import { Department } from './department.model.ts';
import { getSession } from './getSession.ts';
import { setEmployeeNo } from './setEmployeeNo.ts';
import { Staff } from './staff.model.ts';
import { staffActor } from './staffActor.ts';

export const org = domain('org', {
  operations: [getSession, setEmployeeNo],
  models: [Department, Staff],
  boot: () => setActorResolver('staff', staffActor),
});

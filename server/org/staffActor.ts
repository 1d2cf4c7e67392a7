import type { StaffActor } from '../platform/actor.ts';
import type { SessionRow } from '../platform/session.ts';
import { Staff, type StaffRow } from './staff.model.ts';

/** Roles and departments are read with every request, so that a change or a leave takes effect at once. */
export async function staffActor(session: SessionRow): Promise<StaffActor | undefined> {
  const staff = await Staff.findOne({ _id: session.subjectId, status: 'active' }).lean<StaffRow>();
  return staff ? actorOfStaff(staff, session) : undefined;
}

export const actorOfStaff = (staff: StaffRow, session: Pick<SessionRow, '_id' | 'signedInAt'>): StaffActor => ({
  kind: 'staff', id: staff._id, name: staff.name, roles: staff.roles, departmentPaths: staff.departmentPaths,
  sessionId: session._id, signedInAt: session.signedInAt,
});

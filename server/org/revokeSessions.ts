import { revokeSessions as contract } from '../../shared/org/session.contract.ts';
import { hasRole, withinSubtree, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { blockSessions, deleteSessions, openSessions } from '../platform/session.ts';
import { Staff } from './staff.model.ts';

export const revokeSessions = operation(contract, {
  allow: 'signedIn',
  fresh: true,
  async prepare({ userid }, { actor }) {
    await requireRight(userid, actor);
    const ids = (await openSessions('staff', userid)).map((session) => session._id);
    await blockSessions(ids);
    return ids;
  },
  run: async (_input, { tx, prepared: ids }) => ({ revokedCount: await deleteSessions(ids, tx) }),
  audit: ({ userid }, { revokedCount }) => ({ subject: `staff:${userid}`, detail: { revokedCount } }),
});

/** One's own always; those of others as their administrator. */
async function requireRight(userid: string, actor: Actor): Promise<void> {
  if (actor.kind === 'staff' && actor.id === userid) return;
  if (actor.kind === 'staff' && !hasRole(actor, ['admin'])) throw new AppError('platform.forbidden');
  const departmentPath = withinSubtree(actor);
  const staff = await Staff.exists({ _id: userid, ...(departmentPath ? { departmentPath } : {}) });
  if (!staff) throw new AppError('org.staffNotFound');
}

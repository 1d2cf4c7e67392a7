import { record } from '../audit/record.ts';
import { systemTime } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { AppError } from '../platform/errors.ts';
import { inTransaction, type Tx } from '../platform/mongo.ts';
import { blockSessions, deleteSessions, openSession, readSession, sessionId } from '../platform/session.ts';
import { admitFirstAdmin } from './grantFirstAdmins.ts';
import { Staff, type StaffRow } from './staff.model.ts';
import { actorOfStaff } from './staffActor.ts';

interface SigningIn {
  /** As WeCom vouched for it just now. */
  userid: string;
  userAgent: string;
  /** The session that the browser still has: a new sign-in ends it. */
  previousToken: string | undefined;
}

/** Opens a session for a member of staff with a role; gives the token for the cookie. */
export async function openStaffSession({ userid, userAgent, previousToken }: SigningIn): Promise<{ token: string; expiresAt: Date }> {
  const previous = previousToken ? await readSession(previousToken) : undefined;
  const ended = previous?.kind === 'staff' && previous.subjectId === userid ? [previous._id] : [];
  await blockSessions(ended);
  return inTransaction(async (tx) => {
    const staff = await findSigningIn(userid, tx);
    if (!staff || staff.roles.length === 0) throw new AppError('org.noRole');
    await deleteSessions(ended, tx);
    const opened = await openSession('staff', userid, config.SESSION_HOURS, userAgent, tx);
    const actor = actorOfStaff(staff, { _id: sessionId(opened.token), signedInAt: systemTime() });
    await record(actor, 'org.signIn', { subject: `staff:${userid}` }, tx);
    return opened;
  });
}

async function findSigningIn(userid: string, tx: Tx): Promise<StaffRow | null> {
  await admitFirstAdmin(userid, tx);
  // Who signs in has activated the account, whatever the last sync saw.
  await Staff.updateOne({ _id: userid, status: 'inactive' }, { status: 'active' }, { session: tx });
  return Staff.findOne({ _id: userid, status: 'active' }).session(tx).lean<StaffRow>();
}

import { signOut as contract } from '../../shared/org/session.contract.ts';
import { staffOnly } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { blockSessions, deleteSessions } from '../platform/session.ts';

export const signOut = operation(contract, {
  allow: 'signedIn',
  prepare: async (_input, { actor }) => {
    const { id, sessionId } = staffOnly(actor);
    await blockSessions([sessionId]);
    return { userid: id, sessionId };
  },
  async run(_input, { tx, prepared }) {
    await deleteSessions([prepared.sessionId], tx);
    return { signedOut: true };
  },
  audit: () => ({ subject: 'session' }),
});

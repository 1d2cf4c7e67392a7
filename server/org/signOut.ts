import { signOut as contract } from '../../shared/org/session.contract.ts';
import { staffOnly } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { blockSessions, deleteSessions } from '../platform/session.ts';

export const signOut = operation(contract, {
  allow: 'signedIn',
  prepare: (_input, { actor }) => blockSessions([staffOnly(actor).sessionId]),
  async run(_input, { actor, tx }) {
    await deleteSessions([staffOnly(actor).sessionId], tx);
    return { signedOut: true };
  },
  audit: () => ({ subject: 'session' }),
});

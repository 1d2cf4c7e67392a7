import { signOutMember as contract } from '../../shared/customers/member.contract.ts';
import { customerOnly } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { blockSessions, deleteSessions } from '../platform/session.ts';

export const signOutMember = operation(contract, {
  allow: ['customer'],
  prepare: (_input, { actor }) => blockSessions([customerOnly(actor).sessionId]),
  async run(_input, { actor, tx }) {
    await deleteSessions([customerOnly(actor).sessionId], tx);
    return { signedOut: true };
  },
  audit: () => ({ subject: 'session' }),
});

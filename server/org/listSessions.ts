import { listSessions as contract } from '../../shared/org/session.contract.ts';
import { staffOnly } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { openSessions } from '../platform/session.ts';

export const listSessions = operation(contract, {
  allow: 'signedIn',
  async run(_input, { actor }) {
    const { id, sessionId } = staffOnly(actor);
    const rows = await openSessions('staff', id);
    return {
      rows: rows.map(({ _id, signedInAt, expiresAt, userAgent }) => ({
        id: _id, signedInAt: signedInAt.toISOString(), expiresAt: expiresAt.toISOString(), userAgent, current: _id === sessionId,
      })),
    };
  },
});

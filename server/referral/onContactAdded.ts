import { contactAdded } from '../channels/events.ts';
import { onMany } from '../platform/event.ts';
import { noteInviteEvents } from './inviteEvents.ts';

/** An add by a code's contact way counts for the code. */
export const onContactAdded = onMany(contactAdded, 'referral.onContactAdded', {
  many: 100,
  async runMany(facts, { tx }) {
    await noteInviteEvents(facts.flatMap(({ eventId, inviteId, customerId, occurredAt: at }) => (
      inviteId === null ? [] : [{ _id: `added:${eventId}`, inviteId, kind: 'added' as const, customerId, via: null, at }]
    )), tx);
  },
});

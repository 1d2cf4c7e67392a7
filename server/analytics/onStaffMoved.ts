import { staffMoved } from '../org/events.ts';
import { on } from '../platform/event.ts';
import { owe } from '../platform/owed.ts';
import { placeFigures } from './placeFigures.job.ts';

/** Facts that are being counted right now may still be counted at the old place. */
const waitMs = 15_000;

/** A reading of the corp takes a while, and the move is of when it began: what was counted meanwhile counts at the new place. */
export const onStaffMoved = on(staffMoved, 'analytics.onStaffMoved', {
  run: ({ userid, eventId }, { now, tx }) => owe(placeFigures, [{ key: `${userid}:${eventId}`, payload: { userid, tries: 0 }, dueAt: new Date(now.getTime() + waitMs) }], tx),
});

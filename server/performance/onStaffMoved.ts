import { staffMoved } from '../org/events.ts';
import { StaffPlace, type StaffPlaceRow } from '../org/staffPlace.model.ts';
import { on } from '../platform/event.ts';
import { Credit, type CreditRow } from './credit.model.ts';
import { settleInPages } from './settleInPages.ts';

/** A reading of the corp takes a while, and the move is of when it began: what was booked meanwhile counts at the new place. */
export const onStaffMoved = on(staffMoved, 'performance.onStaffMoved', {
  async run({ userid, eventId: factId }, { now, tx }) {
    const place = await StaffPlace.findOne({ userid }, { since: 1 }).sort({ since: -1 }).session(tx).lean<Pick<StaffPlaceRow, 'since'>>();
    if (!place) return;
    const entries = await Credit.find({ managerUserid: userid, at: { $gte: place.since } }, { eventId: 1 }).session(tx).lean<Pick<CreditRow, 'eventId'>[]>();
    await settleInPages([...new Set(entries.map(({ eventId }) => eventId))].map((eventId) => ({ eventId, cause: `place:${factId}` })), factId, now, tx);
  },
});

import { personsOf } from '../attribution/persons.ts';
import { phoneVerified } from '../customers/events.ts';
import { onMany } from '../platform/event.ts';
import { registerId } from './registers.ts';
import { settleCredits } from './settleCredits.ts';

/** The first verified phone counts for who held the customer then. Which of a person's records is the first to have one may be another now. */
export const onPhoneVerified = onMany(phoneVerified, 'performance.onPhoneVerified', {
  many: 200,
  async runMany(facts, { now, tx }) {
    const customerIds = facts.filter(({ isFirst }) => isFirst).map(({ customerId }) => customerId);
    const persons = await personsOf(customerIds, tx);
    await settleCredits(customerIds.flatMap((id) => persons.get(id)?.ids ?? [id]).map((id) => ({ eventId: registerId(id), cause: registerId(id) })), now, tx);
  },
});

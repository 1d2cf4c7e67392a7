import { phoneVerified } from '../customers/events.ts';
import { onMany } from '../platform/event.ts';
import { recordTouches } from './recordTouch.ts';

/** The first verified phone is the registration; it speaks for no manager, but keeps the one there is. */
export const onPhoneVerified = onMany(phoneVerified, 'attribution.onPhoneVerified', {
  many: 50,
  async runMany(facts, { tx }) {
    await recordTouches(facts.filter((each) => each.isFirst).map(({ customerId, occurredAt: at }) => (
      { key: `register:${customerId}`, customerId, kind: 'register' as const, managerUserid: null, at }
    )), tx);
  },
});

import { phoneVerified } from '../customers/events.ts';
import { onMany } from '../platform/event.ts';
import { wakeFor } from './wake.ts';

/** The bank may have told of this phone before anybody had verified it. */
export const onPhoneVerified = onMany(phoneVerified, 'bank.onPhoneVerified', {
  many: 100,
  runMany: (facts, { tx }) => wakeFor(facts.map(({ customerId }) => customerId), tx),
});

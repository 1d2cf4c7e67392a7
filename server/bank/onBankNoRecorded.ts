import { bankNoRecorded } from '../customers/events.ts';
import { onMany } from '../platform/event.ts';
import { wakeFor } from './wake.ts';

/** Earlier events of this number may have come without a phone. */
export const onBankNoRecorded = onMany(bankNoRecorded, 'bank.onBankNoRecorded', {
  many: 100,
  runMany: (facts, { tx }) => wakeFor(facts.map(({ customerId }) => customerId), tx),
});

import { bankCustomersOf } from '../customers/bankCustomers.ts';
import { phoneVerified } from '../customers/events.ts';
import { onMany } from '../platform/event.ts';
import { numbersOf } from './bankPhones.ts';
import { Business } from './businessRow.model.ts';
import { matchNumbers } from './matchNumbers.ts';

/** A phone that more numbers than this share is nobody's. */
const atMost = 200;

/** The book of business may know whose phone this is before any event has come. */
export const onBookPhoneVerified = onMany(phoneVerified, 'bank.onBookPhoneVerified', {
  many: 100,
  async runMany(facts, { tx }) {
    const people = await bankCustomersOf(facts.map(({ customerId }) => customerId), tx);
    const numbers = await numbersOf(people.flatMap(({ phoneIndex }) => phoneIndex ?? []), atMost * facts.length, tx);
    const booked = await Business.distinct('_id', { _id: { $in: numbers }, endedAt: null }).session(tx);
    if (booked.length > 0) await matchNumbers(booked, tx);
  },
});

import { bankCustomersOf } from '../customers/bankCustomers.ts';
import { bankNoRecorded } from '../customers/events.ts';
import { onMany } from '../platform/event.ts';
import { Business } from './businessRow.model.ts';
import { confirmByBook } from './confirmByBook.ts';

/** Who a bank number belongs to is known now: the book of business may name a manager for it. */
export const onBookCustomerKnown = onMany(bankNoRecorded, 'bank.onBookCustomerKnown', {
  many: 100,
  async runMany(facts, { now, tx }) {
    const people = await bankCustomersOf(facts.map(({ customerId }) => customerId), tx);
    const numbers = people.flatMap(({ bankCustomerNo }) => bankCustomerNo ?? []);
    const rows = await Business.find({ _id: { $in: numbers }, endedAt: null }, { fileId: 1 }).session(tx).lean<{ _id: string; fileId: string }[]>();
    for (const fileId of new Set(rows.map((row) => row.fileId))) {
      await confirmByBook(rows.filter((row) => row.fileId === fileId).map((row) => row._id), { source: `file:${fileId}`, now }, tx);
    }
  },
});

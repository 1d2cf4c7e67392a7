import type { z } from 'zod';
import { getBankWatch as contract } from '../../shared/bank/bankEvent.contract.ts';
import { waitReasons, waitReasonWords } from '../../shared/bank/constants.ts';
import { businessDay, businessTime } from '../platform/clock.ts';
import { operation } from '../platform/operation.ts';
import { BankDay } from './bankDay.model.ts';
import { BankEvent, type BankEventRow } from './bankEvent.model.ts';
import { requireWholeBank } from './wholeBank.ts';

type Watch = z.infer<typeof contract.output>;
const daysShown = 30;

export const getBankWatch = operation(contract, {
  allow: ['operator', 'compliance', 'admin'],
  async run(_input, { actor, now }) {
    requireWholeBank(actor);
    const [days, waiting, last] = await Promise.all([countedDays(now), whatWaits(), BankEvent.findOne({}, { receivedAt: 1 }).sort({ receivedAt: -1 }).lean<Pick<BankEventRow, 'receivedAt'>>()]);
    return { days, waiting, lastReceivedAt: last?.receivedAt.toISOString() ?? null };
  },
});

/** Oldest first; days on which nothing came are there too. */
async function countedDays(now: Date): Promise<Watch['days']> {
  const days = Array.from({ length: daysShown }, (_, index) => businessDay(businessTime(now).subtract(daysShown - 1 - index, 'day').toDate()));
  const sums = await BankDay.aggregate<{ _id: string } & Omit<Watch['days'][number], 'day'>>([
    { $match: { day: { $gte: days[0] } } },
    { $group: { _id: '$day', received: { $sum: '$received' }, applied: { $sum: '$applied' }, late: { $sum: '$late' }, refused: { $sum: '$refused' } } },
  ]);
  return days.map((day) => {
    const { received = 0, applied = 0, late = 0, refused = 0 } = sums.find(({ _id }) => _id === day) ?? {};
    return { day, received, applied, late, refused };
  });
}

/** By reason, the oldest first; each question reads one range of an index. */
async function whatWaits(): Promise<Watch['waiting']> {
  const counted = await Promise.all(waitReasons.map(async (reason) => {
    const filter = { state: 'waiting' as const, reason };
    const [count, oldest] = await Promise.all([BankEvent.countDocuments(filter), BankEvent.findOne(filter, { receivedAt: 1 }).sort({ receivedAt: 1 }).lean<Pick<BankEventRow, 'receivedAt'>>()]);
    return { reason, words: waitReasonWords[reason], count, oldest };
  }));
  return counted.flatMap(({ oldest, ...each }) => (oldest ? [{ ...each, oldestAt: oldest.receivedAt.toISOString() }] : []))
    .sort((a, b) => a.oldestAt.localeCompare(b.oldestAt));
}

import { randomBelow } from '../platform/chance.ts';
import { businessDay } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { BankDay, type BankDayRow } from './bankDay.model.ts';

const slots = 32;
type Counts = Pick<BankDayRow, 'received' | 'applied' | 'late'>;

/** In the transaction of what is counted: the figures never differ from the rows. */
export async function countReceived({ received, applied, late }: Counts, at: Date, tx: Tx): Promise<void> {
  const day = businessDay(at);
  await BankDay.updateOne(
    { _id: `${day}:${randomBelow(slots)}` },
    { $inc: { received, applied, late, refused: 0 }, $max: { lastReceivedAt: at }, $setOnInsert: { day } },
    { session: tx, upsert: true },
  );
}

/** A call that was refused left nothing in the database: it is counted by itself. */
export async function countRefused(at: Date): Promise<void> {
  const day = businessDay(at);
  await BankDay.updateOne({ _id: `${day}:refused` }, { $inc: { refused: 1, received: 0, applied: 0, late: 0 }, $setOnInsert: { day } }, { upsert: true });
}

import { z } from 'zod';
import { Staff } from '../org/staff.model.ts';
import { businessTime } from '../platform/clock.ts';
import { job } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { lookAgainAt } from './applyWaiting.job.ts';
import { BankEvent } from './bankEvent.model.ts';
import { LookedAt, type LookedAtRow } from './lookedAt.model.ts';

/** A call and what it waits for may be written at the same moment, neither seeing the other: what has come is looked at once more when every such transaction has ended. */
const settledMs = 90_000;
const nightHour = 3;

/**
 * Every few minutes: what was received since the last time, and what waits for a manager who has come. Once a night: all that waits, so that
 * nothing depends on having heard of something.
 */
export const lookAgain = job('bank.lookAgain', {
  lane: 'bulk',
  cron: '*/2 * * * *',
  payload: z.object({}),
  async run(_payload, { now, tx }) {
    const known = await LookedAt.findById('waiting').session(tx).lean<LookedAtRow>();
    const to = new Date(now.getTime() - settledMs);
    const isNight = businessTime(now).hour() === nightHour && (!known?.wholeAt || now.getTime() - known.wholeAt.getTime() > 12 * 3_600_000);
    const from = isNight || !known ? new Date(0) : known.upTo;
    if (from >= to && !isNight) return lookForManagers(tx);
    await LookedAt.updateOne({ _id: 'waiting' }, { $set: { upTo: to, ...(isNight || !known ? { wholeAt: now } : {}) } }, { session: tx, upsert: true });
    await lookAgainAt({ from: from.toISOString(), to: to.toISOString() }, tx);
    await lookForManagers(tx);
  },
});

async function lookForManagers(tx: Tx): Promise<void> {
  const missing = await BankEvent.distinct('managerEmployeeNo', { reason: 'unknownManager' }).session(tx);
  const numbers = missing.flatMap((each) => each ?? []);
  if (numbers.length === 0) return;
  const employeeNos = await Staff.distinct('employeeNo', { employeeNo: { $in: numbers } }).session(tx);
  if (employeeNos.length > 0) await lookAgainAt({ employeeNos }, tx);
}

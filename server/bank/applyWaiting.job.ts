import type { QueryFilter } from 'mongoose';
import { z } from 'zod';
import { newId } from '../platform/chance.ts';
import { job } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { applyEvents } from './applyEvents.ts';
import { BankEvent, type BankEventRow } from './bankEvent.model.ts';

const Which = z.union([
  z.object({ numbers: z.array(z.string()) }),
  z.object({ employeeNos: z.array(z.string()) }),
  z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
]);
type Which = z.infer<typeof Which>;
const After = z.object({ at: z.iso.datetime(), id: z.string() });

const page = 500;

/** Another look at events that wait, page by page: those of some bank numbers, of some employee numbers, or received in some time. */
export const applyWaiting = job('bank.applyWaiting', {
  lane: 'bulk',
  payload: z.object({ run: z.string(), which: Which, after: After.nullable() }),
  async run({ run, which, after }, { tx }) {
    const at = new Date(after?.at ?? 0);
    const rows = await BankEvent.find({ state: 'waiting', ...filterOf(which), ...(after ? { receivedAt: { $gte: at }, $or: [{ receivedAt: { $gt: at } }, { _id: { $gt: after.id } }] } : {}) })
      .sort({ receivedAt: 1, _id: 1 }).limit(page).session(tx).lean<BankEventRow[]>();
    await applyEvents(rows, tx);
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    const next = { at: last.receivedAt.toISOString(), id: last._id };
    await owe(applyWaiting, [{ key: `${run}:${next.at}:${next.id}`, payload: { run, which, after: next } }], tx);
  },
});

function filterOf(which: Which): QueryFilter<BankEventRow> {
  if ('numbers' in which) return { bankCustomerNo: { $in: which.numbers } };
  if ('employeeNos' in which) return { reason: 'unknownManager', managerEmployeeNo: { $in: which.employeeNos } };
  return { receivedAt: { $gte: new Date(which.from), $lt: new Date(which.to) } };
}

/** Looks at all of them, each in a job of its own that comes as soon as there is room. */
export async function lookAgainAt(which: Which, tx: Tx): Promise<void> {
  const run = newId();
  await owe(applyWaiting, [{ key: run, payload: { run, which, after: null } }], tx);
}

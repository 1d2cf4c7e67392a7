import { z } from 'zod';
import { jobOfMany } from '../platform/job.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { gatherCells, sumsOf, type Cell } from './cells.rules.ts';
import { Figure } from './figure.model.ts';
import { FigureDelta, type FigureDeltaRow } from './figureDelta.model.ts';
import { FiguresState, takeTurn, type FiguresStateRow } from './figuresState.model.ts';
import { isMade } from './rebuild.rules.ts';
import { spansOfDay } from './spans.rules.ts';

/** 20,000 facts: a second or two in one transaction. */
const deltasAtOnce = 100;

/** Adds what was counted to the sums, of the generation that is read and, as far as it is made, of the one that a rebuild makes. */
export const foldFigures = jobOfMany('analytics.foldFigures', {
  lane: 'bulk',
  many: 50,
  cron: '* * * * *',
  payload: z.object({}),
  async runMany(_payloads, { tx }) {
    const state = await takeTurn(tx);
    const deltas = await nativeOf(FigureDelta).find({}, { session: tx, limit: deltasAtOnce }).toArray();
    const [last] = deltas.slice(-1);
    if (!last) return;
    await fold(state, deltas, tx);
    await nativeOf(FigureDelta).deleteMany({ _id: { $in: deltas.map((each) => each._id) } }, { session: tx });
    if (deltas.length === deltasAtOnce) await owe(foldFigures, [{ key: `after:${last._id}`, payload: {} }], tx);
  },
});

async function fold({ generation, rebuild, firstDay, lastDay, factAt }: FiguresStateRow, deltas: FigureDeltaRow[], tx: Tx): Promise<void> {
  const cells = gatherCells(deltas.flatMap((each) => each.cells));
  await increase(generation, cells, spansOfDay, tx);
  if (rebuild) await increase(rebuild.generation, cells, (day) => spansOfDay(day).filter((span) => isMade(rebuild, span)), tx);
  const days = [...cells.map(({ day }) => day), ...[firstDay, lastDay].flatMap((day) => day ?? [])].sort();
  const times = [factAt, ...deltas.map((each) => each.factAt)].flatMap((at) => at?.getTime() ?? []);
  await nativeOf(FiguresState).updateOne(
    { _id: 'figures' },
    { $set: { firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null, factAt: times.length > 0 ? new Date(Math.max(...times)) : null } },
    { session: tx },
  );
}

async function increase(generation: number, cells: readonly Cell[], spansOf: (day: string) => string[], tx: Tx): Promise<void> {
  const updates = [...sumsOf(cells, spansOf)].map(([key, { figures, ...row }]) => ({
    updateOne: {
      filter: { _id: `${generation}|${key}` },
      update: { $inc: Object.fromEntries(Object.entries(figures).map(([metric, value]) => [`figures.${metric}`, value])), $setOnInsert: { generation, ...row } },
      upsert: true,
    },
  }));
  if (updates.length > 0) await nativeOf(Figure).bulkWrite(updates, { session: tx, ordered: false });
}

import { z } from 'zod';
import { job } from '../platform/job.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { advanceProgress, endProgress } from '../platform/progress.ts';
import { dropFigures } from './dropFigures.job.ts';
import { expectedSums } from './expectedSums.ts';
import { Figure } from './figure.model.ts';
import { FiguresState, takeTurn, type FiguresStateRow, type Rebuild } from './figuresState.model.ts';
import { unitAt } from './rebuild.rules.ts';

/** Makes one span of the new generation; the next one is owed with it, so that a restart goes on where it was. With the last one reports read the new generation. */
export const rebuildUnit = job('analytics.rebuildUnit', {
  lane: 'bulk',
  payload: z.object({ progressId: z.string(), unit: z.int() }),
  async run({ progressId, unit }, { tx }) {
    const state = await takeTurn(tx);
    const { rebuild } = state;
    if (rebuild?.progressId !== progressId || rebuild.made !== unit) return;
    const span = unitAt(rebuild);
    if (span !== undefined) await makeSpan(span, rebuild.generation, tx);
    await advanceProgress(progressId, 1, tx);
    const next = { ...rebuild, made: unit + 1 };
    if (unitAt(next) === undefined) return finish(state, next, tx);
    await nativeOf(FiguresState).updateOne({ _id: 'figures' }, { $set: { rebuild: next } }, { session: tx });
    await owe(rebuildUnit, [{ key: `${progressId}:${unit + 1}`, payload: { progressId, unit: unit + 1 } }], tx);
  },
  async giveUp({ progressId }, { tx, reason }) {
    const { rebuild } = await takeTurn(tx);
    await endProgress(progressId, 'failed', reason, tx);
    if (rebuild?.progressId !== progressId) return;
    await nativeOf(FiguresState).updateOne({ _id: 'figures' }, { $set: { rebuild: null } }, { session: tx });
    await owe(dropFigures, [{ key: `${rebuild.generation}:0`, payload: { generation: rebuild.generation, page: 0 } }], tx);
  },
});

async function makeSpan(span: string, generation: number, tx: Tx): Promise<void> {
  const rows = [...await expectedSums(span, generation, tx)].map(([key, sum]) => ({ _id: `${generation}|${key}`, generation, ...sum }));
  if (rows.length > 0) await nativeOf(Figure).insertMany(rows, { session: tx, ordered: false });
}

async function finish({ generation: before, firstDay, lastDay, factAt }: FiguresStateRow, made: Rebuild, tx: Tx): Promise<void> {
  const days = [made.from, made.to, ...[firstDay, lastDay].flatMap((day) => day ?? [])].sort();
  const times = [factAt, made.factAt].flatMap((at) => at?.getTime() ?? []);
  await nativeOf(FiguresState).updateOne(
    { _id: 'figures' },
    { $set: { generation: made.generation, rebuild: null, firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null, factAt: times.length > 0 ? new Date(Math.max(...times)) : null } },
    { session: tx },
  );
  await owe(dropFigures, [{ key: `${before}:0`, payload: { generation: before, page: 0 } }], tx);
}

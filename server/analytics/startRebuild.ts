import { startRebuild as contract } from '../../shared/analytics/report.contract.ts';
import { isWithin, type Actor } from '../platform/actor.ts';
import { businessDay } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { nativeOf } from '../platform/model.ts';
import { operation } from '../platform/operation.ts';
import { owe } from '../platform/owed.ts';
import { expectProgress, startProgress } from '../platform/progress.ts';
import { FiguresState, takeTurn } from './figuresState.model.ts';
import { rawEnds } from './rawFacts.ts';
import { unitCount } from './rebuild.rules.ts';
import { rebuildUnit } from './rebuildUnit.job.ts';

/** Figures are of the whole bank. */
export const mayRebuild = (actor: Actor): boolean => isWithin(actor, '/1/');

export const startRebuild = operation(contract, {
  allow: ['admin'],
  async run(_input, { actor, now, tx }) {
    if (!mayRebuild(actor)) throw new AppError('platform.forbidden', { message: '报表属于全行，需要总行的权限' });
    const { progressId, started } = await startProgress('analytics.rebuild', '重算报表', actor, tx);
    if (!started) return { progressId };
    const { lastGeneration } = await takeTurn(tx);
    const ends = await rawEnds(tx);
    const rebuild = { progressId, generation: lastGeneration + 1, from: businessDay(ends?.first ?? now), to: businessDay(ends?.last ?? now), factAt: ends?.last ?? null, made: 0 };
    await nativeOf(FiguresState).updateOne({ _id: 'figures' }, { $set: { rebuild, lastGeneration: rebuild.generation } }, { session: tx });
    await expectProgress(progressId, unitCount(rebuild), tx);
    await owe(rebuildUnit, [{ key: `${progressId}:0`, payload: { progressId, unit: 0 } }], tx);
    return { progressId };
  },
  audit: (_input, { progressId }) => ({ subject: `progress:${progressId}` }),
});

import { getProgress as contract } from '../../shared/system/system.contract.ts';
import { hasRole } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { Progress, type ProgressRow } from '../platform/progress.ts';

export const getProgress = operation(contract, {
  allow: 'signedIn',
  async run({ progressId }, { actor }) {
    const seen = hasRole(actor, ['admin']) ? {} : { startedBy: actor.id };
    const row = await Progress.findOne({ _id: progressId, ...seen }).lean<ProgressRow>();
    if (!row) throw new AppError('platform.notFound');
    return {
      id: row._id, title: row.title, state: row.state, doneCount: row.doneCount, failedCount: row.failedCount, totalCount: row.totalCount, reason: row.reason,
      startedAt: row.startedAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null,
    };
  },
});

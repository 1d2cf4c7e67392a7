import { startSync as contract } from '../../shared/org/staff.contract.ts';
import { operation } from '../platform/operation.ts';
import { owe } from '../platform/owed.ts';
import { startProgress } from '../platform/progress.ts';
import { syncDepartments } from './syncDepartments.job.ts';

export const startSync = operation(contract, {
  allow: ['admin'],
  async run(_input, { actor, now, tx }) {
    const { progressId, started } = await startProgress('org.sync', '同步组织架构', actor, tx);
    if (started) await owe(syncDepartments, [{ key: progressId, payload: { progressId, startedAt: now.toISOString() } }], tx);
    return { progressId };
  },
  audit: (_input, { progressId }) => ({ subject: `progress:${progressId}` }),
});

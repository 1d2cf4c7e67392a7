import { startImport as contract } from '../../shared/customers/customer.contract.ts';
import { isWithin } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { owe } from '../platform/owed.ts';
import { startProgress } from '../platform/progress.ts';
import { importStaff } from './importStaff.job.ts';
import { importTags } from './importTags.job.ts';

export const startImport = operation(contract, {
  allow: ['operator', 'admin'],
  async run(_, { actor, tx }) {
    if (!isWithin(actor, '/1/')) throw new AppError('platform.forbidden', { message: '导入客户需要总行的权限' });
    const { progressId, started } = await startProgress('customers.import', '导入客户', actor, tx);
    if (!started) return { progressId };
    await owe(importTags, [{ key: progressId, payload: { progressId } }], tx);
    await owe(importStaff, [{ key: progressId, payload: { progressId } }], tx);
    return { progressId };
  },
  audit: (_, { progressId }) => ({ subject: `progress:${progressId}` }),
});

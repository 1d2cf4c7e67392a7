import { retryWork as contract } from '../../shared/system/system.contract.ts';
import { AppError } from '../platform/errors.ts';
import { onCommit } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { hand } from '../platform/owed.ts';
import { Owed, type OwedRow } from '../platform/owed.model.ts';

export const retryWork = operation(contract, {
  allow: ['admin'],
  async run({ id }, { now, tx }) {
    const row = await Owed.findById(id).session(tx).lean<OwedRow>();
    if (!row) throw new AppError('platform.notFound');
    if (row.state !== 'failed') return { retried: false };
    await Owed.updateOne({ _id: id }, { state: 'waiting', dueAt: now, handAt: now, attempts: 0, reason: null, doneAt: null }, { session: tx });
    onCommit(tx, () => hand([row]));
    return { retried: true };
  },
  audit: ({ id }, { retried }) => ({ subject: `work:${id}`, detail: { retried } }),
});

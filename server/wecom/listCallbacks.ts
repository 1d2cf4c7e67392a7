import { listCallbacks as contract } from '../../shared/wecom/callback.contract.ts';
import { operation } from '../platform/operation.ts';
import { Callback, type CallbackRow } from './callback.model.ts';

export const listCallbacks = operation(contract, {
  allow: ['admin'],
  async run({ page, pageSize, state }) {
    const filter = state ? { state } : {};
    const [rows, total] = await Promise.all([
      Callback.find(filter, { message: 0 }).sort({ receivedAt: -1, _id: 1 }).skip((page - 1) * pageSize).limit(pageSize).lean<Omit<CallbackRow, 'message'>[]>(),
      Callback.countDocuments(filter),
    ]);
    return { rows: rows.map(present), total };
  },
});

const present = ({ _id, event, changeType, state, marks, receivedAt, repeats }: Omit<CallbackRow, 'message'>) =>
  ({ id: _id, event: changeType ? `${event}.${changeType}` : event, state, marks, receivedAt: receivedAt.toISOString(), repeats });

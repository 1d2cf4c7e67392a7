import type { QueryFilter } from 'mongoose';
import { listBankEvents as contract } from '../../shared/bank/bankEvent.contract.ts';
import { operation } from '../platform/operation.ts';
import { BankEvent, type BankEventRow } from './bankEvent.model.ts';
import { presentEvents } from './presentEvents.ts';
import { requireWholeBank } from './wholeBank.ts';

export const listBankEvents = operation(contract, {
  allow: ['operator', 'compliance', 'admin'],
  async run({ page, pageSize, state, type, reason, search }, { actor }) {
    requireWholeBank(actor);
    const filter: QueryFilter<BankEventRow> = {
      ...(state ? { state } : {}), ...(type ? { type } : {}), ...(reason ? { reason, state: 'waiting' } : {}),
      ...(search ? { $or: [{ _id: search }, { bankCustomerNo: search }] } : {}),
    };
    const order = filter.state === 'waiting' ? 1 : -1;
    const [rows, total] = await Promise.all([
      BankEvent.find(filter).sort({ receivedAt: order, _id: order }).skip((page - 1) * pageSize).limit(pageSize).lean<BankEventRow[]>(),
      Object.keys(filter).length === 0 ? BankEvent.estimatedDocumentCount() : BankEvent.countDocuments(filter),
    ]);
    return { rows: await presentEvents(rows), total };
  },
});

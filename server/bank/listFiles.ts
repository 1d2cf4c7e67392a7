import type { QueryFilter } from 'mongoose';
import { listFiles as contract } from '../../shared/bank/bankFile.contract.ts';
import { operation } from '../platform/operation.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { discardFile } from './discardFile.ts';
import { presentFile } from './presentFiles.ts';
import { startUpload } from './startUpload.ts';
import { requireWholeBank } from './wholeBank.ts';

export const listFiles = operation(contract, {
  allow: ['operator', 'admin'],
  async run({ page, pageSize, kind, state }, { actor }) {
    requireWholeBank(actor);
    const filter: QueryFilter<BankFileRow> = { ...(kind ? { kind } : {}), ...(state ? { state } : {}) };
    const [rows, total] = await Promise.all([
      BankFile.find(filter).sort({ receivedAt: -1, _id: 1 }).skip((page - 1) * pageSize).limit(pageSize).lean<BankFileRow[]>(),
      BankFile.countDocuments(filter),
    ]);
    return { rows: rows.map((row) => presentFile(row, actor, [startUpload, discardFile])), total };
  },
});

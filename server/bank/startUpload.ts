import { startUpload as contract } from '../../shared/bank/bankFile.contract.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { fieldsOfMapping } from './fileColumns.rules.ts';
import { startFile } from './startFile.ts';
import { requireWholeBank } from './wholeBank.ts';

export const startUpload = operation(contract, {
  allow: ['operator', 'admin'],
  async run({ fileId, mapping }, { actor, tx }) {
    requireWholeBank(actor);
    const file = await BankFile.findOne({ _id: fileId, origin: 'upload' }).session(tx).lean<BankFileRow>();
    if (!file) throw new AppError('bank.fileNotFound');
    const mapped = fieldsOfMapping(mapping, file.columns.length);
    if ('issues' in mapped) throw new AppError('platform.badInput', { issues: mapped.issues });
    if (file.state === 'discarded') throw new AppError('bank.fileDiscarded');
    if (file.progressId !== null && file.fields.join() === mapped.fields.join()) return { progressId: file.progressId };
    if (file.state !== 'uploaded') throw new AppError('bank.fileBegun');
    return startFile(file, mapped.fields, actor, tx);
  },
  audit: ({ fileId }, { progressId }) => ({ subject: `bankFile:${fileId}`, detail: { progressId } }),
});

import { discardFile as contract } from '../../shared/bank/bankFile.contract.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { endFile } from './endFile.ts';
import { requireWholeBank } from './wholeBank.ts';

export const discardFile = operation(contract, {
  allow: ['operator', 'admin'],
  async run({ fileId }, { actor, now, tx }) {
    requireWholeBank(actor);
    const file = await BankFile.findOne({ _id: fileId, origin: 'upload' }).session(tx).lean<BankFileRow>();
    if (!file) throw new AppError('bank.fileNotFound');
    if (file.state === 'discarded') return { state: 'discarded' as const };
    if (file.state !== 'uploaded') throw new AppError('bank.fileBegun');
    await endFile(file, { state: 'discarded', reason: null, at: now }, tx);
    return { state: 'discarded' as const };
  },
  audit: ({ fileId }) => ({ subject: `bankFile:${fileId}` }),
});

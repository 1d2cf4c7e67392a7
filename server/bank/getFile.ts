import { getFile as contract } from '../../shared/bank/bankFile.contract.ts';
import { bankFileLimits } from '../../shared/bank/fileConstants.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { discardFile } from './discardFile.ts';
import { proposeMapping } from './fileColumns.rules.ts';
import { readHead } from './fileContent.ts';
import { maskPhones } from './fileMask.rules.ts';
import { presentFile } from './presentFiles.ts';
import { startUpload } from './startUpload.ts';
import { requireWholeBank } from './wholeBank.ts';

export const getFile = operation(contract, {
  allow: ['operator', 'admin'],
  async run({ fileId }, { actor }) {
    requireWholeBank(actor);
    const file = await BankFile.findById(fileId).lean<BankFileRow>();
    if (!file) throw new AppError('bank.fileNotFound');
    const isOpen = file.state === 'uploaded';
    return {
      ...presentFile(file, actor, [startUpload, discardFile]), columns: file.columns,
      preview: isOpen ? await previewOf(file) : [], mapping: isOpen ? proposeMapping(file.columns) : {},
    };
  },
});

/** The rows below the header; what cannot be read shows why. */
async function previewOf(file: BankFileRow): Promise<string[][]> {
  const { rows } = await readHead(file, bankFileLimits.previewRows + 1);
  return rows.slice(1).map(({ cells, problem }) => (problem === undefined ? cells.map((cell) => maskPhones(cell.slice(0, 200))) : [problem]));
}

import { z } from 'zod';
import { bankFileLimits } from '../../shared/bank/fileConstants.ts';
import { AppError } from '../platform/errors.ts';
import { storeFile } from '../platform/fileStore.ts';
import { job } from '../platform/job.ts';
import { owe } from '../platform/owed.ts';
import { expectProgress } from '../platform/progress.ts';
import { tableScan } from '../platform/tableEncoding.ts';
import { UnreadableWorkbook } from '../platform/tableWorkbook.ts';
import { GiveUp, sayReason } from '../platform/worker.ts';
import { applyFilePage } from './applyFilePage.job.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { dropFileContent } from './dropFileContent.job.ts';
import { endFile } from './endFile.ts';
import { asCsv } from './fileContent.ts';

/** Lays a workbook down as CSV, which can be read from any place on; then its pages follow. */
export const convertFile = job('bank.convertFile', {
  lane: 'bulk',
  payload: z.object({ fileId: z.string() }),
  prepare: async ({ fileId }) => {
    const file = await BankFile.findOne({ _id: fileId, state: 'running', storedAs: 'xlsx' }).lean<BankFileRow>();
    return file ? layDown(file) : undefined;
  },
  async run({ fileId }, { tx, prepared: laid }) {
    const file = await BankFile.findOne({ _id: fileId, state: 'running', storedAs: 'xlsx' }).session(tx).lean<BankFileRow>();
    if (!file?.contentId || !laid) return;
    await BankFile.updateOne({ _id: fileId }, { $set: { contentId: laid.contentId, storedAs: 'csv', lines: laid.lines } }, { session: tx });
    await owe(dropFileContent, [{ key: file.contentId, payload: { contentId: file.contentId } }], tx);
    if (file.progressId) await expectProgress(file.progressId, laid.lines + 1 - file.next.line, tx);
    await owe(applyFilePage, [{ key: `${fileId}:0`, payload: { fileId, page: 0 } }], tx);
  },
  giveUp: async ({ fileId }, { tx, now, reason }) => {
    const file = await BankFile.findOne({ _id: fileId, state: 'running' }).session(tx).lean<BankFileRow>();
    if (file) await endFile(file, { state: 'refused', reason: sayReason(reason), at: now }, tx);
  },
});

async function layDown(file: BankFileRow): Promise<{ contentId: string; lines: number }> {
  const scan = tableScan();
  try {
    const { fileId } = await storeFile(asCsv(file), { limitBytes: bankFileLimits.unpackedBytes, taps: [scan] });
    return { contentId: fileId, lines: scan.result().lines };
  } catch (error) {
    if (error instanceof UnreadableWorkbook) throw new GiveUp(error.message);
    if (error instanceof AppError && error.code === 'platform.tooLarge') throw new GiveUp('工作簿解压后超过 1 GB');
    throw error;
  }
}

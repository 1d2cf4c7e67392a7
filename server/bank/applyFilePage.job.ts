import { z } from 'zod';
import { job } from '../platform/job.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { advanceProgress } from '../platform/progress.ts';
import type { TablePage } from '../platform/tableRows.ts';
import { sayReason } from '../platform/worker.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { endFile } from './endFile.ts';
import { readContent } from './fileContent.ts';
import { FileIssue } from './fileIssue.model.ts';
import { takeFilePage } from './takeFilePage.ts';

const pageRows = 500;

/** One page of a file. Its rows, the file's place and the next page are one transaction: killed anywhere, work goes on where it was. */
export const applyFilePage = job('bank.applyFilePage', {
  lane: 'bulk',
  attempts: 12,
  payload: z.object({ fileId: z.string(), page: z.int() }),
  prepare: async ({ fileId, page }) => {
    const file = await BankFile.findOne({ _id: fileId, page, state: 'running' }).lean<BankFileRow>();
    return file ? readContent(file, file.next, pageRows) : undefined;
  },
  async run({ fileId, page }, { tx, now, prepared: read }) {
    const file = await BankFile.findOne({ _id: fileId, page, state: 'running' }).session(tx).lean<BankFileRow>();
    if (!file || !read) return;
    await writePage(file, read, now, tx);
    if (read.isLast) return endFile(file, { state: 'done', reason: null, at: now }, tx);
    await owe(applyFilePage, [{ key: `${fileId}:${page + 1}`, payload: { fileId, page: page + 1 } }], tx);
  },
  giveUp: async ({ fileId }, { tx, now, reason }) => {
    const file = await BankFile.findOne({ _id: fileId, state: 'running' }).session(tx).lean<BankFileRow>();
    if (file) await endFile(file, { state: 'failed', reason: `第 ${file.next.line} 行起未能导入：${sayReason(reason)}`, at: now }, tx);
  },
});

async function writePage(file: BankFileRow, { rows, next }: TablePage, now: Date, tx: Tx): Promise<void> {
  const { counts, issues } = await takeFilePage(file, rows, now, tx);
  if (issues.length > 0) await nativeOf(FileIssue).insertMany(issues, { session: tx });
  const $inc = Object.fromEntries(Object.entries(counts).map(([name, count]) => [`counts.${name}`, count]));
  await BankFile.updateOne({ _id: file._id }, { $set: { next, page: file.page + 1 }, $inc }, { session: tx });
  if (file.progressId) await advanceProgress(file.progressId, next.line - file.next.line, tx, { failed: counts.refused });
}

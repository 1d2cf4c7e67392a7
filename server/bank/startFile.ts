import { bankFileKindNames } from '../../shared/bank/fileConstants.ts';
import type { Actor } from '../platform/actor.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { expectProgress, startProgress } from '../platform/progress.ts';
import { applyFilePage } from './applyFilePage.job.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { convertFile } from './convertFile.job.ts';

/** Work on a file begins, with its columns named. */
export async function startFile({ _id: fileId, kind, storedAs, lines, next }: BankFileRow, fields: string[], actor: Actor, tx: Tx): Promise<{ progressId: string }> {
  const { progressId } = await startProgress(`bank.file:${fileId}`, `导入${bankFileKindNames[kind]}`, actor, tx);
  await BankFile.updateOne({ _id: fileId }, { $set: { state: 'running', fields, progressId } }, { session: tx });
  if (storedAs === 'xlsx') await owe(convertFile, [{ key: fileId, payload: { fileId } }], tx);
  else {
    await expectProgress(progressId, Math.max(1, lines + 1 - next.line), tx);
    await owe(applyFilePage, [{ key: `${fileId}:0`, payload: { fileId, page: 0 } }], tx);
  }
  return { progressId };
}

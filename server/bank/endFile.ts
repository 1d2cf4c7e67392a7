import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { endProgress } from '../platform/progress.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { dropFileContent } from './dropFileContent.job.ts';

interface Ending { state: Extract<BankFileRow['state'], 'done' | 'refused' | 'failed' | 'discarded'>; reason: string | null; at: Date }

/** Work on the file has ended, well or not: its content goes. */
export async function endFile({ _id, contentId, progressId }: Pick<BankFileRow, '_id' | 'contentId' | 'progressId'>, { state, reason, at }: Ending, tx: Tx): Promise<void> {
  await BankFile.updateOne({ _id }, { $set: { state, reason, endedAt: at } }, { session: tx });
  if (contentId) await owe(dropFileContent, [{ key: contentId, payload: { contentId } }], tx);
  if (progressId) await endProgress(progressId, state === 'done' ? 'done' : 'failed', reason, tx);
}

import { z } from 'zod';
import { bankFileLimits } from '../../shared/bank/fileConstants.ts';
import { findStrayFiles, removeFile } from '../platform/fileStore.ts';
import { job } from '../platform/job.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { endFile } from './endFile.ts';

const dayMs = 86_400_000;
const atOnce = 500;

/** Once a night: uploads that nobody started are discarded, and what a killed process has left in the file store goes. */
export const cleanFiles = job('bank.cleanFiles', {
  lane: 'bulk',
  cron: '20 4 * * *',
  payload: z.object({}),
  async prepare(_payload, { now }) {
    const known = await BankFile.distinct('contentId', { contentId: { $type: 'string' } });
    for (const stray of await findStrayFiles(new Set(known.flatMap((each) => each ?? [])), new Date(now.getTime() - dayMs))) await removeFile(stray);
  },
  async run(_payload, { now, tx }) {
    const before = new Date(now.getTime() - bankFileLimits.keepUploadDays * dayMs);
    const old = await BankFile.find({ state: 'uploaded', receivedAt: { $lt: before } }).limit(atOnce).session(tx).lean<BankFileRow[]>();
    for (const file of old) await endFile(file, { state: 'discarded', reason: `${bankFileLimits.keepUploadDays} 天内没有开始导入`, at: now }, tx);
  },
});

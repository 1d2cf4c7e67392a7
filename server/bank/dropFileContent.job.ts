import { z } from 'zod';
import { removeFile } from '../platform/fileStore.ts';
import { job } from '../platform/job.ts';
import { BankFile } from './bankFile.model.ts';

/** What was read is needed no longer: the bank has it, and here it would be customers' data without a use. */
export const dropFileContent = job('bank.dropFileContent', {
  lane: 'bulk',
  attempts: 12,
  payload: z.object({ contentId: z.string() }),
  prepare: ({ contentId }) => removeFile(contentId),
  async run({ contentId }, { tx }) {
    await BankFile.updateOne({ contentId }, { $set: { contentId: null } }, { session: tx });
  },
});

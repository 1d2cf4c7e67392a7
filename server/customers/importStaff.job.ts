import { z } from 'zod';
import { job } from '../platform/job.ts';
import { owe } from '../platform/owed.ts';
import { advanceProgress, endProgress, expectProgress } from '../platform/progress.ts';
import { getFollowUserList } from '../wecom/contacts.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { importStaffPage } from './importStaffPage.job.ts';

/** Tags are the import's other step. */
const tagsStep = 1;

/** Finds the members whose customers are to be read; each is one step of the import. */
export const importStaff = job('customers.importStaff', {
  lane: 'bulk',
  attempts: 12,
  payload: z.object({ progressId: z.string() }),
  prepare: () => askWecom(getFollowUserList),
  run: async ({ progressId }, { tx, prepared }) => {
    await owe(importStaffPage, prepared.map((userid) => ({ key: `${progressId}:${userid}:1`, payload: { progressId, userid, page: 1, cursor: null } })), tx);
    await expectProgress(progressId, prepared.length + tagsStep, tx);
    await advanceProgress(progressId, 0, tx);
  },
  giveUp: ({ progressId }, { tx, reason }) => endProgress(progressId, 'failed', `客户联系成员未能读取：${reason}`, tx),
});

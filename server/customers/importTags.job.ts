import { z } from 'zod';
import { job } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { advanceProgress, endProgress } from '../platform/progress.ts';
import { listCorpTags, type CorpTagGroup } from '../wecom/corpTags.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { CorpTag } from './corpTag.model.ts';

/** Corp tags as WeCom has them; what it has no more goes. One step of an import, and every hour by itself. */
export const importTags = job('customers.importTags', {
  lane: 'bulk',
  attempts: 12,
  cron: '7 * * * *',
  payload: z.object({ progressId: z.string().optional() }),
  prepare: () => askWecom(() => listCorpTags()),
  run: async ({ progressId }, { now, tx, prepared }) => {
    await storeTags(prepared, now, tx);
    if (progressId) await advanceProgress(progressId, 1, tx);
  },
  giveUp: async ({ progressId }, { tx, reason }) => {
    if (progressId) await endProgress(progressId, 'failed', `标签未能读取：${reason}`, tx);
  },
});

async function storeTags(groups: CorpTagGroup[], readAt: Date, tx: Tx): Promise<void> {
  const rows = groups.flatMap((group) => group.tag.map((tag) => ({
    _id: tag.id, name: tag.name, order: tag.order, groupId: group.group_id, groupName: group.group_name, groupOrder: group.order, readAt,
  })));
  if (rows.length > 0) {
    await CorpTag.bulkWrite(rows.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $set: row }, upsert: true } })), { session: tx, ordered: false });
  }
  await CorpTag.deleteMany({ _id: { $nin: rows.map((row) => row._id) } }).session(tx);
}

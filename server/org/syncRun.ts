import { z } from 'zod';
import type { Tx } from '../platform/mongo.ts';
import { endProgress, Progress } from '../platform/progress.ts';

/** Every job of one sync carries this. `startedAt` marks what the sync has seen: rows with an older `syncedAt` are gone in WeCom. */
export const SyncRun = z.object({ progressId: z.string(), startedAt: z.iso.datetime() });

/** False once a sync has failed: what is left of it must not write over a newer one. */
export const isUnderWay = async (progressId: string, tx: Tx): Promise<boolean> =>
  (await Progress.exists({ _id: progressId, state: 'running' }).session(tx)) !== null;

/** Every job's `giveUp`: the whole sync has failed, and another may start. */
export const failSync = ({ progressId }: z.infer<typeof SyncRun>, { tx, reason }: { tx: Tx; reason: string }): Promise<void> =>
  endProgress(progressId, 'failed', reason.replace(/^\w*Error: /, ''), tx);

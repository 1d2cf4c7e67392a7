import { z } from 'zod';
import { job } from '../platform/job.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { refusalWords, unreachableWords } from './code.rules.ts';
import { currentDuty } from './currentDuty.ts';
import { ensureContactWay } from './ensureContactWay.ts';
import { oweNextRefresh } from './refreshDuty.job.ts';
import { orRefusal } from './orRefusal.ts';

/** Makes or changes a code's contact way in WeCom. A newer revision has a job of its own. */
export const syncContactWay = job('channels.syncContactWay', {
  lane: 'event',
  payload: z.object({ codeId: z.string(), revision: z.number() }),
  async prepare({ codeId, revision }, { now }) {
    const code = await ChannelCode.findOne({ _id: codeId, revision, state: 'syncing' }).lean<ChannelCodeRow>();
    if (!code) return undefined;
    const userids = await currentDuty(code, now);
    return { userids, ...(await orRefusal(() => ensureContactWay(code, userids))) };
  },
  async run({ codeId, revision }, { now, tx, prepared }) {
    if (!prepared) return;
    const current = { _id: codeId, revision, state: 'syncing' } as const;
    if (prepared.refused !== undefined) {
      await ChannelCode.updateOne(current, { state: 'failed', reason: refusalWords(prepared.refused) }, { session: tx });
      return;
    }
    const { configId, qrCode } = prepared.answer;
    const code = await ChannelCode.findOneAndUpdate({ _id: codeId }, { configId, qrCode, dutyUserids: prepared.userids }, { session: tx, returnDocument: 'after' }).lean<ChannelCodeRow>();
    await ChannelCode.updateOne(current, { state: 'active', reason: '' }, { session: tx });
    if (code) await oweNextRefresh(code, now, tx);
  },
  async giveUp({ codeId, revision }, { tx }) {
    await ChannelCode.updateOne({ _id: codeId, revision, state: 'syncing' }, { state: 'failed', reason: unreachableWords }, { session: tx });
  },
});

import { z } from 'zod';
import { job } from '../platform/job.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { refusalWords, unreachableWords } from './code.rules.ts';
import { ContactWay } from './contactWay.model.ts';
import { wayOfCode } from './contactWays.ts';
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
    const [way, userids] = await Promise.all([wayOfCode(codeId), currentDuty(code, now)]);
    return { wayId: way._id, userids, ...(await orRefusal(() => ensureContactWay(way, { userids, remark: code.name }))) };
  },
  async run({ codeId, revision }, { now, tx, prepared }) {
    if (!prepared) return;
    const current = { _id: codeId, revision, state: 'syncing' } as const;
    if (prepared.refused !== undefined) {
      await ChannelCode.updateOne(current, { state: 'failed', reason: refusalWords(prepared.refused) }, { session: tx });
      return;
    }
    await ContactWay.updateOne({ _id: prepared.wayId }, { ...prepared.answer, userids: prepared.userids, state: 'active' }, { session: tx });
    await ChannelCode.updateOne(current, { state: 'active', reason: '' }, { session: tx });
    const code = await ChannelCode.findById(codeId).session(tx).lean<ChannelCodeRow>();
    if (code) await oweNextRefresh(code, now, tx);
  },
  async giveUp({ codeId, revision }, { tx }) {
    await ChannelCode.updateOne({ _id: codeId, revision, state: 'syncing' }, { state: 'failed', reason: unreachableWords }, { session: tx });
  },
});

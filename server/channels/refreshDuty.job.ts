import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { job } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { updateContactWay } from '../wecom/contactWays.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { refusalWords } from './code.rules.ts';
import { ContactWay } from './contactWay.model.ts';
import { wayOfCode } from './contactWays.ts';
import { currentDuty } from './currentDuty.ts';
import { nextChangeAt } from './duty.rules.ts';
import { orRefusal } from './orRefusal.ts';

/** Tells WeCom who is on duty now, if that is not what it was told last. */
export const refreshDuty = job('channels.refreshDuty', {
  lane: 'event',
  payload: z.object({ codeId: z.string() }),
  async prepare({ codeId }, { now }) {
    const code = await ChannelCode.findOne({ _id: codeId, state: { $in: ['active', 'failed'] } }).lean<ChannelCodeRow>();
    if (!code) return undefined;
    const way = await wayOfCode(codeId);
    if (!way.configId) return undefined;
    const userids = await currentDuty(code, now);
    if (isDeepStrictEqual(new Set(userids), new Set(way.userids))) return { code, way, userids, refused: undefined };
    const { refused } = await orRefusal(() => updateContactWay(way.configId, { user: userids }));
    return { code, way, userids, refused };
  },
  async run({ codeId }, { now, tx, prepared }) {
    if (!prepared) return;
    const { code, way, userids, refused } = prepared;
    if (refused === undefined) await ContactWay.updateOne({ _id: way._id }, { userids }, { session: tx });
    else await ChannelCode.updateOne({ _id: codeId, revision: code.revision, state: 'active' }, { state: 'failed', reason: refusalWords(refused) }, { session: tx });
    const current = await ChannelCode.findById(codeId).session(tx).lean<ChannelCodeRow>();
    if (!current) return;
    // Changed while WeCom was asked: what we have just pushed may be the older list.
    if (current.revision !== code.revision) await oweRefresh(codeId, `revision:${current.revision}`, tx);
    await oweNextRefresh(current, now, tx);
  },
});

/** At once; `why` makes the work one however often it is asked for. */
export const oweRefresh = (codeId: string, why: string, tx: Tx): Promise<void> => owe(refreshDuty, [{ key: `${codeId}:${why}`, payload: { codeId } }], tx);

/** When time alone may change the list next. */
export async function oweNextRefresh(code: ChannelCodeRow, at: Date, tx: Tx): Promise<void> {
  const dueAt = nextChangeAt(code.staff, at);
  if (dueAt && code.state !== 'disabled') await owe(refreshDuty, [{ key: `${code._id}:${dueAt.toISOString()}`, payload: { codeId: code._id }, dueAt }], tx);
}

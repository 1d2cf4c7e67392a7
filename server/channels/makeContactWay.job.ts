import { z } from 'zod';
import { job } from '../platform/job.ts';
import { refusalWords, unreachableWords } from './code.rules.ts';
import { ContactWay, type ContactWayRow } from './contactWay.model.ts';
import { ensureContactWay } from './ensureContactWay.ts';
import { orRefusal } from './orRefusal.ts';

/** Makes a contact way in WeCom that leads to fixed people: an invite's, a manager's own. */
export const makeContactWay = job('channels.makeContactWay', {
  lane: 'bulk',
  attempts: 20, // of 10,000 that are asked for together some wait for WeCom's next minute, and none is asked for again by itself
  payload: z.object({ wayId: z.string() }),
  async prepare({ wayId }) {
    const way = await ContactWay.findOne({ _id: wayId, state: 'syncing' }).lean<ContactWayRow>();
    return way ? orRefusal(() => ensureContactWay(way, { userids: way.userids, remark: way.remark })) : undefined;
  },
  async run({ wayId }, { tx, prepared }) {
    if (!prepared) return;
    const change = prepared.refused === undefined
      ? { ...prepared.answer, state: 'active' as const, reason: '' }
      : { state: 'failed' as const, reason: refusalWords(prepared.refused) };
    await ContactWay.updateOne({ _id: wayId, state: 'syncing' }, change, { session: tx });
  },
  async giveUp({ wayId }, { tx }) {
    await ContactWay.updateOne({ _id: wayId, state: 'syncing' }, { state: 'failed', reason: unreachableWords }, { session: tx });
  },
});

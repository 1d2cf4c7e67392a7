import { z } from 'zod';
import { jobOfMany } from '../platform/job.ts';
import { publishMany } from '../platform/event.ts';
import type { Outcome } from './delivery.rules.ts';
import { ending, unfinished } from './ending.ts';
import { delivered } from './events.ts';
import { Outbound, type OutboundRow } from './outbound.model.ts';
import { tryWelcomes } from './tryWelcomes.ts';

/** Sends welcomes inside WeCom's window and stores what became of them. */
export const deliverWelcome = jobOfMany('outreach.deliverWelcome', {
  lane: 'welcome',
  many: 10,
  payload: z.object({ outboundId: z.string() }),
  prepare: (payloads) => tryWelcomes(payloads.map((each) => each.outboundId)),
  async runMany(_payloads, { tx, prepared: tried }) {
    if (tried.size === 0) return;
    await Outbound.bulkWrite([...tried].map(([id, { outcome, finishedAt }]) => ({ updateOne: { filter: unfinished(id), update: ending(outcome, finishedAt) } })), { session: tx, ordered: false });
    const sent = [...tried].filter(([, { outcome }]) => outcome.state === 'sent').map(([id]) => id);
    const rows = await Outbound.find({ _id: { $in: sent }, state: 'sent' }).session(tx).lean<OutboundRow[]>();
    await publishMany(delivered, rows.map(({ _id: outboundId, businessKey, customerId, externalUserid, staffUserid: userid, contentTitle, finishedAt }) => (
      { key: outboundId, payload: { outboundId, businessKey, customerId, externalUserid, userid, contentTitle }, ...(finishedAt ? { at: finishedAt } : {}) }
    )), tx);
  },
  async giveUp({ outboundId }, { now, tx }) {
    const row = await Outbound.findOne(unfinished(outboundId)).session(tx).lean<OutboundRow>();
    if (!row) return;
    const outcome: Outcome = row.attempts > 0 ? { state: 'uncertain', reason: 'answerLost' } : { state: 'failed', reason: 'wecomUnreachable' };
    await Outbound.updateOne({ _id: outboundId }, ending(outcome, now), { session: tx });
  },
});

import { z } from 'zod';
import { job } from '../platform/job.ts';
import { publish } from '../platform/event.ts';
import { delivered } from './events.ts';
import type { Outcome } from './delivery.rules.ts';
import { Outbound, type OutboundRow } from './outbound.model.ts';
import { tryWelcome } from './tryWelcome.ts';

/** Sends one welcome inside WeCom's window and stores what became of it. */
export const deliverWelcome = job('outreach.deliverWelcome', {
  lane: 'welcome',
  payload: z.object({ outboundId: z.string() }),
  prepare: ({ outboundId }) => tryWelcome(outboundId),
  async run({ outboundId }, { tx, prepared }) {
    if (!prepared) return;
    const { outcome, finishedAt } = prepared;
    const row = await Outbound.findOneAndUpdate(unfinished(outboundId), ending(outcome, finishedAt), { session: tx, returnDocument: 'after' }).lean<OutboundRow>();
    if (row?.state !== 'sent') return;
    const { businessKey, customerId, externalUserid, staffUserid: userid, contentTitle } = row;
    await publish(delivered, { key: outboundId, payload: { outboundId, businessKey, customerId, externalUserid, userid, contentTitle }, at: finishedAt }, tx);
  },
  async giveUp({ outboundId }, { now, tx }) {
    const row = await Outbound.findOne(unfinished(outboundId)).session(tx).lean<OutboundRow>();
    if (!row) return;
    const outcome: Outcome = row.attempts > 0 ? { state: 'uncertain', reason: 'answerLost' } : { state: 'failed', reason: 'wecomUnreachable' };
    await Outbound.updateOne({ _id: outboundId }, ending(outcome, now), { session: tx });
  },
});

const unfinished = (_id: string) => ({ _id, state: { $in: ['queued' as const, 'sending' as const] } });
const ending = ({ state, reason }: Outcome, finishedAt: Date) => ({ $set: { state, reason, finishedAt, welcomeCode: '' } });

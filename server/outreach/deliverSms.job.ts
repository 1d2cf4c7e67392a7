import { z } from 'zod';
import { job } from '../platform/job.ts';
import { ending, unfinished } from './ending.ts';
import { Outbound, type OutboundRow } from './outbound.model.ts';
import { outcomeSoFar } from './sms.rules.ts';
import { trySms } from './trySms.ts';

/** Hands text messages to the bank's gateway. Ten tries, each waiting twice as long, end 8.5 minutes after the first: inside the life of a code. */
export const deliverSms = job('outreach.deliverSms', {
  lane: 'sms',
  attempts: 10,
  payload: z.object({ outboundId: z.string() }),
  prepare: ({ outboundId }) => trySms(outboundId),
  async run({ outboundId }, { now, tx, prepared: outcome }) {
    if (outcome) await Outbound.updateOne(unfinished(outboundId), ending(outcome, now), { session: tx });
  },
  async giveUp({ outboundId }, { now, tx }) {
    const row = await Outbound.findOne(unfinished(outboundId)).session(tx).lean<OutboundRow>();
    if (!row) return;
    const outcome = outcomeSoFar(row) ?? { state: 'failed', reason: 'smsUnreachable' };
    await Outbound.updateOne({ _id: outboundId }, ending(outcome, now), { session: tx });
  },
});

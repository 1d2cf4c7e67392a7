import { z } from 'zod';
import { contract } from '../contract.ts';
import { Instant, PageInput, pageOf } from '../fields.ts';
import { outboundChannels, outboundReasonNames, outboundStates } from './constants.ts';
import type { OutboundReason } from './constants.ts';

const reasons = Object.keys(outboundReasonNames) as [OutboundReason, ...OutboundReason[]];

/** What was sent to whom and what became of it, newest first, inside the caller's scope. */
export const listOutbound = contract('outreach.listOutbound', {
  kind: 'read',
  summary: '发送记录',
  input: z.strictObject({ ...PageInput, state: z.enum(outboundStates).optional(), channel: z.enum(outboundChannels).optional() }),
  output: pageOf(z.object({
    id: z.string(),
    channel: z.enum(outboundChannels),
    state: z.enum(outboundStates),
    reason: z.enum(reasons).nullable(),
    contentTitle: z.string(),
    customerName: z.string(),
    staffName: z.string(),
    requestedAt: Instant,
    /** Milliseconds from the callback's arrival, or the customer's wish, to the answer of WeCom or the SMS gateway. */
    tookMs: z.int().nullable(),
  })),
});

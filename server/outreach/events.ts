import { z } from 'zod';
import { event } from '../platform/event.ts';

/** WeCom has accepted what was to reach the customer. Happened when its answer came. */
export const delivered = event('outreach.delivered', {
  payload: z.object({ outboundId: z.string(), businessKey: z.string(), customerId: z.string(), externalUserid: z.string(), userid: z.string(), contentTitle: z.string() }),
  words: ({ contentTitle }) => `收到欢迎语「${contentTitle}」`,
  subject: ({ customerId, userid }) => ({ customerId, staffUserid: userid }),
});

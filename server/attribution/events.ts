import { z } from 'zod';
import { event } from '../platform/event.ts';

/** Another manager holds the customer now, or nobody. */
export const holderChanged = event('attribution.holderChanged', {
  payload: z.object({ customerId: z.string(), before: z.string().nullable(), after: z.string().nullable(), touchId: z.string() }),
  words: ({ before, after }) => (after === null ? '不再有管户客户经理' : before === null ? '有了管户客户经理' : '管户客户经理变更'),
  subject: ({ customerId, after }) => ({ customerId, ...(after === null ? {} : { staffUserid: after }) }),
});

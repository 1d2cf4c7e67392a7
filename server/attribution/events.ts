import { z } from 'zod';
import { touchChannels, touchKinds } from '../../shared/attribution/constants.ts';
import { event } from '../platform/event.ts';

/** Another manager holds the customer now, or nobody. */
export const holderChanged = event('attribution.holderChanged', {
  payload: z.object({ customerId: z.string(), before: z.string().nullable(), after: z.string().nullable(), touchId: z.string() }),
  words: ({ before, after }) => (after === null ? '不再有管户客户经理' : before === null ? '有了管户客户经理' : '管户客户经理变更'),
  subject: ({ customerId, after }) => ({ customerId, ...(after === null ? {} : { staffUserid: after }) }),
});

/** Who held the customer is another story from `from` on, told at any time: figures of that time follow. Key: person and cause. */
export const intervalsChanged = event('attribution.intervalsChanged', {
  payload: z.object({ customerId: z.string(), from: z.iso.datetime() }),
  words: () => '管户历史有变动',
});

/** A touch that speaks for a manager and counts was stored. Key: the touch; it happened at the touch's `at`. */
export const touchRecorded = event('attribution.touchRecorded', {
  payload: z.object({ touchId: z.string(), kind: z.enum(touchKinds), managerUserid: z.string(), campaignId: z.string().nullable(), channel: z.enum(touchChannels) }),
  words: () => '记录了一次触达',
});

import { z } from 'zod';
import { event } from '../platform/event.ts';

/**
 * The import has found a relation that no callback had told of, made through a contact way: whoever counts adds counts it now.
 * Key `<externalUserid>:<userid>:<createtime>`; it happened at `addedAt`.
 */
export const contactImported = event('customers.contactImported', {
  payload: z.object({
    customerId: z.string(),
    externalUserid: z.string(),
    userid: z.string(),
    /** `state` of the contact way that the add came by. */
    channelState: z.string().nullable(),
    addedAt: z.iso.datetime(),
    /** We know of a removal after this add. WeCom itself does not tell who is lost (contract 4.1). */
    lost: z.boolean(),
  }),
  words: () => '扫码添加了企业微信',
  subject: ({ customerId, userid }) => ({ customerId, staffUserid: userid }),
});

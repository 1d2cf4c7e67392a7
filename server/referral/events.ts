import { z } from 'zod';
import { event } from '../platform/event.ts';

/** A customer has used a manager's code. Once for each person and code. */
export const inviteRedeemed = event('referral.inviteRedeemed', {
  payload: z.object({ customerId: z.string(), inviteId: z.string(), managerUserid: z.string(), via: z.string().nullable(), bound: z.boolean() }),
  words: ({ bound }) => (bound ? '兑换邀请码，由这位客户经理管户' : '兑换邀请码，管户不变'),
  subject: ({ customerId }) => ({ customerId }),
});

/** Somebody, nobody knows who, has opened a code's link. Key: the click. */
export const linkClicked = event('referral.linkClicked', {
  payload: z.object({ inviteId: z.string(), managerUserid: z.string(), campaignId: z.string() }),
  words: () => '邀请码链接被点开',
});

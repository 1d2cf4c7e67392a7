import { z } from 'zod';
import { event } from '../platform/event.ts';

/** A customer has come to a manager; the code and campaign that led them, or none. Once for each time together. */
export const contactAdded = event('channels.contactAdded', {
  payload: z.object({ customerId: z.string(), userid: z.string(), codeId: z.string().nullable(), codeName: z.string(), campaignId: z.string().nullable(), inviteId: z.string().nullable() }),
  words: ({ codeName, inviteId }) => (codeName ? `扫渠道码「${codeName}」添加了客户经理` : inviteId ? '扫邀请码添加了客户经理' : '添加了客户经理'),
  subject: ({ customerId, userid, codeId }) => ({ customerId, staffUserid: userid, ...(codeId ? { codeId } : {}) }),
});

/** A campaign's last day was moved; what ends with it follows. */
export const campaignEndSet = event('channels.campaignEndSet', {
  payload: z.object({ campaignId: z.string(), before: z.string(), to: z.string() }),
  words: ({ before, to }) => `活动结束日由 ${before} 改为 ${to}`,
});

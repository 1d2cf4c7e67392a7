import { z } from 'zod';
import { mergeReasonNames, mergeReasons } from '../../shared/customers/constants.ts';
import { event } from '../platform/event.ts';

/**
 * The import has found a relation that no callback had told of, by a contact way or without one.
 * Key `<externalUserid>:<userid>:<createtime>`; it happened at `addedAt`.
 */
export const contactImported = event('customers.contactImported', {
  payload: z.object({
    customerId: z.string(),
    externalUserid: z.string(),
    userid: z.string(),
    /** `state` of the contact way that the add came by; null where it came by none. */
    channelState: z.string().nullable(),
    addedAt: z.iso.datetime(),
    /** We know of a removal after this add. WeCom itself does not tell who is lost (contract 4.1). */
    lost: z.boolean(),
  }),
  words: ({ channelState }) => (channelState ? '扫码添加了企业微信' : '添加了企业微信'),
  subject: ({ customerId, userid }) => ({ customerId, staffUserid: userid }),
});

/** A code by SMS is to be sent: `phoneCodeOf(challengeId)`. Key: the challenge. */
export const phoneCodeAsked = event('customers.phoneCodeAsked', {
  payload: z.object({ challengeId: z.string(), customerId: z.string(), sealedPhone: z.string() }),
  words: () => '获取短信验证码',
  subject: ({ customerId }) => ({ customerId }),
});

/** `isFirst`: this person had never verified a phone before. */
export const phoneVerified = event('customers.phoneVerified', {
  payload: z.object({ customerId: z.string(), isFirst: z.boolean() }),
  words: ({ isFirst }) => (isFirst ? '首次验证手机号' : '验证手机号'),
  subject: ({ customerId }) => ({ customerId }),
});

/** Another person has verified the number that this one had verified: it is theirs now. */
export const phoneMoved = event('customers.phoneMoved', {
  payload: z.object({ customerId: z.string(), toCustomerId: z.string() }),
  words: () => '手机号已由另一位客户验证，不再属于此客户',
  subject: ({ customerId }) => ({ customerId }),
});

/** The bank's number of this person is known from now on. It names no subject: the timeline is read by people who may not see bank data. */
export const bankNoRecorded = event('customers.bankNoRecorded', {
  payload: z.object({ customerId: z.string() }),
  words: () => '对应了银行客户号',
});

/** Two records were found to be one person. Key: the merge. */
export const merged = event('customers.merged', {
  payload: z.object({ mergeId: z.string(), survivorId: z.string(), absorbedId: z.string(), reason: z.enum(mergeReasons) }),
  words: ({ reason }) => `合并了一条客户记录：${mergeReasonNames[reason]}`,
  subject: ({ survivorId }) => ({ customerId: survivorId }),
});

/** A merge was taken back by hand. Key: the merge. */
export const unmerged = event('customers.unmerged', {
  payload: z.object({ mergeId: z.string(), survivorId: z.string(), restoredId: z.string() }),
  words: () => '人工拆分了一条客户记录',
  subject: ({ survivorId }) => ({ customerId: survivorId }),
});

import { z } from 'zod';
import { contract } from '../contract.ts';
import { Id, Instant } from '../fields.ts';
import { purposes } from './constants.ts';

export const Choice = z.object({
  purpose: z.enum(purposes),
  /** `营销信息` */
  name: z.string(),
  /** What agreeing means, in the wording that is stored with the consent. */
  words: z.string(),
  wordingVersion: z.int(),
  /** Null: not decided yet, which counts as no. */
  granted: z.boolean().nullable(),
  decidedAt: Instant.nullable(),
});
export const Choices = z.object({
  notice: z.object({
    version: z.int(), effectiveFrom: z.string(), title: z.string(), intro: z.string(),
    sections: z.array(z.object({ heading: z.string(), lines: z.array(z.string()) })),
  }),
  /** When this customer has confirmed having read the notice's present version; null for anyone else. */
  noticeReadAt: Instant.nullable(),
  choices: z.array(Choice),
});

/** The privacy notice and what may be agreed to; with the caller's own decisions where a customer is signed in. */
export const getChoices = contract('privacy.getChoices', { kind: 'read', summary: '隐私说明与授权', input: z.strictObject({}), output: Choices });

/** Keeps the decisions, each with wording and time; the last one counts, from this moment on. 409 `privacy.noticeChanged` where the notice is a newer one. */
export const saveChoices = contract('privacy.saveChoices', {
  kind: 'write',
  summary: '保存授权选择',
  input: z.strictObject({
    noticeVersion: z.int().positive(),
    choices: z.array(z.strictObject({ purpose: z.enum(purposes), granted: z.boolean() })).max(purposes.length)
      .refine((choices) => new Set(choices.map((each) => each.purpose)).size === choices.length, '同一用途只能选一次'),
  }),
  output: Choices,
});

/** What a customer has decided, newest first: for staff who may see the customer. */
export const listChoices = contract('privacy.listChoices', {
  kind: 'read',
  summary: '客户授权记录',
  input: z.strictObject({ customerId: Id }),
  output: z.object({
    current: z.array(Choice),
    history: z.array(z.object({ id: z.string(), purpose: z.enum(purposes), name: z.string(), granted: z.boolean(), noticeVersion: z.int(), wordingVersion: z.int(), at: Instant })),
  }),
});

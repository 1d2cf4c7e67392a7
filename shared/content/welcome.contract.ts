import { z } from 'zod';
import { contract } from '../contract.ts';
import { Can, Id, Instant } from '../fields.ts';

/** A message as the customer's phone shows it: one bubble of text, then the attachments in order. */
export const MessagePreview = z.object({
  text: z.string(),
  attachments: z.array(z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('link'), title: z.string(), description: z.string(), url: z.string() }),
    z.object({ kind: z.literal('miniprogram'), title: z.string(), coverUrl: z.string() }),
    z.object({ kind: z.literal('image'), url: z.string() }),
  ])),
});
export type MessagePreview = z.infer<typeof MessagePreview>;

export const Welcome = z.object({
  versionId: z.string(),
  title: z.string(),
  version: z.int().positive(),
  approvedAt: Instant,
  approvedBy: z.string(),
  /** With its variables as `{客户昵称}`. */
  text: z.string(),
  preview: MessagePreview,
  can: Can,
});

/** Approved welcomes that may be picked today, each with a preview for an example customer. */
export const listWelcomes = contract('content.listWelcomes', { kind: 'read', summary: '已审核的欢迎语', input: z.strictObject({}), output: z.object({ rows: z.array(Welcome) }) });

/** How one welcome reads for a customer of this manager. */
export const previewWelcome = contract('content.previewWelcome', {
  kind: 'read',
  summary: '预览欢迎语',
  input: z.strictObject({ versionId: Id, userid: Id.optional() }),
  output: MessagePreview,
});

/** This week's approved offers, Monday first. */
export const listWeekOffers = contract('content.listWeekOffers', {
  kind: 'read',
  summary: '本周权益',
  input: z.strictObject({}),
  output: z.object({ rows: z.array(z.object({ weekday: z.int().min(0).max(6), title: z.string(), description: z.string() })) }),
});

/** The same as customers see it: whoever opens the mini-program may look. `today`: 0 = Sunday, in Asia/Shanghai. */
export const listBenefits = contract('content.listBenefits', {
  kind: 'read',
  summary: '本周权益（小程序）',
  input: z.strictObject({}),
  output: z.object({ today: z.int().min(0).max(6), rows: z.array(z.object({ weekday: z.int().min(0).max(6), hours: z.string(), title: z.string(), text: z.string() })) }),
});

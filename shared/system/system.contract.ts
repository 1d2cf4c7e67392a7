import { z } from 'zod';
import { contract } from '../contract.ts';
import { staffChannels } from '../org/constants.ts';
import { BusinessDay, Can, Id, Instant } from '../fields.ts';

/** The one source of every progress bar. Seen by who started the work, and by administrators. */
export const getProgress = contract('system.getProgress', {
  kind: 'read',
  summary: '任务进度',
  input: z.strictObject({ progressId: Id }),
  output: z.object({
    id: z.string(), title: z.string(), state: z.enum(['running', 'done', 'failed']),
    doneCount: z.int(),
    /** Of those done, the ones that did not come off. */
    failedCount: z.int(),
    /** 0 = not known yet. */
    totalCount: z.int(),
    reason: z.string().nullable(), startedAt: Instant, endedAt: Instant.nullable(),
  }),
});

/** Connections, processes, queues and owed work. */
export const getHealth = contract('system.getHealth', {
  kind: 'read',
  summary: '系统健康',
  input: z.strictObject({}),
  output: z.object({
    parts: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
    processes: z.array(z.object({ id: z.string(), role: z.string(), startedAt: Instant, seenAt: Instant, memoryMb: z.int() })),
    lanes: z.array(z.object({ lane: z.string(), waiting: z.int(), active: z.int() })),
    owed: z.object({ waiting: z.int(), failed: z.int() }),
    failedWork: z.array(z.object({ id: z.string(), job: z.string(), reason: z.string(), failedAt: Instant, can: Can })),
    queuesUrl: z.string(),
  }),
});

/** Puts work that was given up back in line. */
export const retryWork = contract('system.retryWork', { kind: 'write', summary: '重试失败任务', input: z.strictObject({ id: z.string().min(1).max(300) }), output: z.object({ retried: z.boolean() }) });

/** The opening page's figures, for the caller's scope. */
export const getToday = contract('system.getToday', {
  kind: 'read',
  summary: '今日概览',
  input: z.strictObject({}),
  output: z.object({
    day: BusinessDay,
    addedToday: z.int(), addedYesterday: z.int(), lostToday: z.int(), customersTotal: z.int(),
    welcomesSent: z.int(), welcomesMissed: z.int(), codesActive: z.int(),
    trend: z.array(z.object({ day: BusinessDay, added: z.int(), lost: z.int() })),
  }),
});

/** Tries every secret, permission and address, and says of each what to change on which console page. `npm run doctor` prints the same. */
export const checkConnections = contract('system.checkConnections', {
  kind: 'read',
  summary: '检查连接',
  input: z.strictObject({}),
  output: z.object({ checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string(), action: z.string() })), /** By what a test notice can be sent. */ channels: z.array(z.enum(staffChannels)) }),
});

/** Sends a notice to the caller's own phone or mailbox, so that they see it arrive. */
export const sendTestNotice = contract('system.sendTestNotice', {
  kind: 'write',
  summary: '给自己发测试通知',
  input: z.strictObject({ by: z.enum(staffChannels) }),
  output: z.object({ sent: z.boolean(), /** Why not. */ reason: z.string() }),
});

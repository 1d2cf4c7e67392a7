import { z } from 'zod';
import { contract } from '../contract.ts';
import { BusinessDay, Can, Id, Instant, PageInput, pageOf, SearchText } from '../fields.ts';
import { codeLimits, codeStates } from './constants.ts';

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间格式应为 09:00');

/** Hours of one or more weekdays (0 = Sunday) in Asia/Shanghai; `from` before `to`. */
export const Shift = z.strictObject({ weekdays: z.array(z.int().min(0).max(6)).min(1).max(7), from: Clock, to: Clock })
  .refine((shift) => shift.from < shift.to, '结束时间应晚于开始时间');

export const CodeStaff = z.strictObject({
  userid: Id,
  /** Customers a day through this code; null = no cap. Once reached, the code leads to the others. */
  dailyCap: z.int().min(1).max(codeLimits.dailyCap).nullable(),
  /** When the code leads to this person; empty = always. */
  shifts: z.array(Shift).max(codeLimits.shifts),
});

export const CodeFields = {
  name: z.string().trim().min(1, '请填写名称').max(codeLimits.nameLength, `最多 ${codeLimits.nameLength} 个字`),
  staff: z.array(CodeStaff).min(1, '请至少选择一位客户经理').max(codeLimits.staff)
    .refine((staff) => new Set(staff.map((each) => each.userid)).size === staff.length, '同一位客户经理只能选一次'),
  /** Takes over when nobody is on duty or all caps are reached: WeCom needs at least one member. */
  backupUserid: Id,
  tagIds: z.array(Id).max(codeLimits.tags),
  welcomeVersionId: Id,
  /** Set before the customer's nickname as the manager's remark; empty = WeCom's own. */
  remarkPrefix: z.string().trim().max(codeLimits.remarkPrefixLength),
};

export const Code = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(codeStates),
  /** Why WeCom refused it; empty unless `failed`. */
  reason: z.string(),
  /** PNG address of the QR; empty until WeCom has made it. */
  qrCodeUrl: z.string(),
  staff: z.array(CodeStaff.extend({ name: z.string(), departmentName: z.string(), addedToday: z.int(), onDuty: z.boolean() })),
  backup: z.object({ userid: z.string(), name: z.string() }),
  tags: z.array(z.object({ id: z.string(), name: z.string() })),
  welcome: z.object({ versionId: z.string(), title: z.string() }),
  remarkPrefix: z.string(),
  departmentName: z.string(),
  createdByName: z.string(),
  createdAt: Instant,
  /** Grows with every change: whoever changes the code says which one they saw. */
  edition: z.int(),
  addedToday: z.int(),
  addedTotal: z.int(),
  can: Can,
});

/** Makes a code; it is `syncing` until WeCom has made the contact way. 409 `channels.codeNameTaken`, `channels.staffUnavailable`. */
export const createCode = contract('channels.createCode', { kind: 'write', summary: '新建渠道码', input: z.strictObject(CodeFields), output: Code });
/** 409 `channels.codeChanged` where somebody else has changed it since. */
export const updateCode = contract('channels.updateCode', { kind: 'write', summary: '修改渠道码', input: z.strictObject({ id: Id, edition: z.int(), ...CodeFields }), output: Code });
/** A disabled code leads nobody in: adds through an old print of it are kept and marked, without welcome or figure. */
export const disableCode = contract('channels.disableCode', { kind: 'write', summary: '停用渠道码', input: z.strictObject({ id: Id }), output: Code });
export const enableCode = contract('channels.enableCode', { kind: 'write', summary: '启用渠道码', input: z.strictObject({ id: Id }), output: Code });
/** Tries again what WeCom refused. */
export const retryCode = contract('channels.retryCode', { kind: 'write', summary: '重新同步渠道码', input: z.strictObject({ id: Id }), output: Code });
export const getCode = contract('channels.getCode', { kind: 'read', summary: '渠道码详情', input: z.strictObject({ id: Id }), output: Code });
/** Codes in scope, newest first; a manager sees those that lead to them. */
export const listCodes = contract('channels.listCodes', {
  kind: 'read',
  summary: '渠道码列表',
  input: z.strictObject({ ...PageInput, search: SearchText.optional(), state: z.enum(codeStates).optional(), userid: Id.optional() }),
  output: pageOf(Code).extend({ can: Can }),
});
/** Adds and losses by business day, every day of the range present; at most 366 days. */
export const getCodeFigures = contract('channels.getCodeFigures', {
  kind: 'read',
  summary: '渠道码每日数据',
  input: z.strictObject({ id: Id, from: BusinessDay, to: BusinessDay }).refine((range) => range.from <= range.to, '开始日期应不晚于结束日期'),
  output: z.object({
    days: z.array(z.object({ day: BusinessDay, added: z.int(), lost: z.int(), welcomed: z.int() })),
    byStaff: z.array(z.object({ userid: z.string(), name: z.string(), added: z.int(), lost: z.int() })),
    total: z.object({ added: z.int(), lost: z.int(), welcomed: z.int() }),
  }),
});

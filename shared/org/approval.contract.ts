import { z } from 'zod';
import { contract } from '../contract.ts';
import { BusinessDay, Can, Id, Instant, PageInput, pageOf } from '../fields.ts';
import { approvalKinds, approvalStates, roles } from './constants.ts';

const Comment = z.string().trim().max(500, '最多 500 个字');

export const Approval = z.object({
  id: z.string(),
  kind: z.enum(approvalKinds),
  /** What is asked for, in one sentence: `把张伟的管户客户经理由陈安琪改为周本`. */
  title: z.string(),
  /** The author's reason. */
  reason: z.string(),
  /** What the decision rests on, in reading order, as it was when asked. `before`: what `value` would take the place of; null = nothing to compare with. */
  details: z.array(z.object({ label: z.string(), value: z.string(), before: z.string().nullable() })),
  state: z.enum(approvalStates),
  author: z.object({ userid: z.string(), name: z.string() }),
  departmentName: z.string(),
  /** One approval of each is needed. */
  neededRoles: z.array(z.enum(roles)),
  decisions: z.array(z.object({
    userid: z.string(), name: z.string(), role: z.enum(roles), approved: z.boolean(), comment: z.string(), at: Instant,
    /** For whom a deputy decided. */
    onBehalfOf: z.object({ userid: z.string(), name: z.string() }).nullable(),
  })),
  createdAt: Instant,
  /** `org.decideApproval` where it waits for the caller, `org.withdrawApproval` for its author. */
  can: Can,
});

/** Approvals in scope, newest first. `waitingForMe`: only those that the caller may decide now, oldest first. */
export const listApprovals = contract('org.listApprovals', {
  kind: 'read',
  summary: '审批列表',
  input: z.strictObject({ ...PageInput, state: z.enum(approvalStates).optional(), kind: z.enum(approvalKinds).optional(), waitingForMe: z.boolean().optional() }),
  output: pageOf(Approval),
});
/** One by its id, for whoever would find it in the list. */
export const getApproval = contract('org.getApproval', { kind: 'read', summary: '审批详情', input: z.strictObject({ id: Id }), output: Approval });
/** Four eyes: the author never decides. 403 `org.ownApproval`, 409 `org.approvalClosed`. A refusal needs a comment. */
export const decideApproval = contract('org.decideApproval', {
  kind: 'write',
  summary: '审批',
  input: z.strictObject({ id: Id, approved: z.boolean(), comment: Comment }).refine(({ approved, comment }) => approved || comment !== '', { path: ['comment'], message: '不同意时请写明原因' }),
  output: Approval,
});
export const withdrawApproval = contract('org.withdrawApproval', { kind: 'write', summary: '撤回审批', input: z.strictObject({ id: Id }), output: Approval });

export const Deputy = z.object({
  id: z.string(),
  /** Who is away, and who decides for them. */
  staff: z.object({ userid: z.string(), name: z.string() }),
  deputy: z.object({ userid: z.string(), name: z.string() }),
  from: BusinessDay,
  to: BusinessDay,
  can: Can,
});
/** The caller's deputies, and for whom the caller is one; today's and coming ones. */
export const listDeputies = contract('org.listDeputies', { kind: 'read', summary: '我的代理人', input: z.strictObject({}), output: z.object({ rows: z.array(Deputy), can: Can }) });
/** From the first day to the last, both included, the deputy decides what the caller could: never their own requests. */
export const setDeputy = contract('org.setDeputy', {
  kind: 'write',
  summary: '设置代理人',
  input: z.strictObject({ deputyUserid: Id, from: BusinessDay, to: BusinessDay }).refine((range) => range.from <= range.to, '结束日期应不早于开始日期'),
  output: Deputy,
});
export const removeDeputy = contract('org.removeDeputy', { kind: 'write', summary: '取消代理人', input: z.strictObject({ id: Id }), output: z.object({ removed: z.boolean() }) });

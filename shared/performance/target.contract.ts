import { z } from 'zod';
import { targetMetrics } from '../analytics/constants.ts';
import { contract } from '../contract.ts';
import { Can, Id, PageInput, pageOf } from '../fields.ts';

/** `2026-11` */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份格式如 2026-11');
const Value = z.int('目标为整数').min(0, '目标不能为负').max(10 ** 15);
const Target = z.object({ userid: z.string(), name: z.string(), departmentName: z.string(), month: Month, values: z.partialRecord(z.enum(targetMetrics), z.int()), can: Can });

/** Managers in scope with their targets of a month; also those who have none. */
export const listTargets = contract('performance.listTargets', {
  kind: 'read',
  summary: '客户经理目标',
  input: z.strictObject({ ...PageInput, month: Month, departmentId: z.int().positive().optional(), search: z.string().trim().max(50).optional() }),
  output: pageOf(Target).extend({ can: Can }),
});

function eachOnce(rows: readonly { userid: string }[], context: z.RefinementCtx): void {
  rows.forEach(({ userid }, index) => {
    if (rows.findIndex((each) => each.userid === userid) < index) context.addIssue({ code: 'custom', path: [index, 'userid'], message: '同一客户经理出现了两次' });
  });
}

/** Sets what is given for each manager and month; null takes a target back. Counts, and fen for amounts. All or none. */
export const setTargets = contract('performance.setTargets', {
  kind: 'write',
  summary: '设置客户经理目标',
  input: z.strictObject({ month: Month, rows: z.array(z.strictObject({ userid: Id, values: z.partialRecord(z.enum(targetMetrics), Value.nullable()) })).min(1).max(500).superRefine(eachOnce) }),
  output: z.object({ rows: z.array(Target) }),
});

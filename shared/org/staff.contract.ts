import { z } from 'zod';
import { contract } from '../contract.ts';
import { Can, Id, Instant, MobileNumber, PageInput, pageOf, ProgressStarted, SearchText } from '../fields.ts';
import { departmentKinds, roles } from './constants.ts';

export const Department = z.object({
  id: z.int(),
  name: z.string(),
  parentId: z.int(),
  /** `/1/4/12/` */
  path: z.string(),
  kind: z.enum(departmentKinds),
  /** Members of this department itself and of all below it. */
  staffCount: z.int(),
});

export const Staff = z.object({
  userid: z.string(),
  name: z.string(),
  employeeNo: z.string(),
  position: z.string(),
  departmentName: z.string(),
  /** From the top down, without the person's own department: `总行 / 华东分行`. */
  departmentTrail: z.string(),
  roles: z.array(z.enum(roles)),
  /** Whether the person may add customers in WeCom (客户联系). */
  canAddCustomers: z.boolean(),
  status: z.enum(['active', 'disabled', 'inactive', 'left']),
  /** Masked, `138****0001` and `l***@bank.example`; empty where it is not known. */
  phone: z.string(),
  mail: z.string(),
  can: Can,
});

/** The tree inside the caller's scope, parents first. */
export const listDepartments = contract('org.listDepartments', { kind: 'read', summary: '组织架构', input: z.strictObject({}), output: z.object({ rows: z.array(Department), syncedAt: Instant.nullable(), can: Can }) });

/** Staff in scope, by name. `departmentId` includes the departments below it. */
export const listStaff = contract('org.listStaff', {
  kind: 'read',
  summary: '员工列表',
  input: z.strictObject({
    ...PageInput,
    search: SearchText.optional(),
    departmentId: z.int().positive().optional(),
    role: z.enum(roles).optional(),
    canAddCustomers: z.boolean().optional(),
  }),
  output: pageOf(Staff),
});

/** Replaces a person's roles. Asks for a sign-in of the last minutes; the last administrator stays one. */
export const setRoles = contract('org.setRoles', {
  kind: 'write',
  summary: '授予角色',
  input: z.strictObject({ userid: Id, roles: z.array(z.enum(roles)).max(roles.length) }),
  output: Staff,
});

/** Mends the number by which the bank names a person. A later sync keeps it. */
export const setEmployeeNo = contract('org.setEmployeeNo', {
  kind: 'write',
  summary: '修改工号',
  input: z.strictObject({ userid: Id, employeeNo: z.string().trim().regex(/^[0-9A-Za-z_-]{1,32}$/, '工号为 1–32 位字母、数字、- 或 _') }),
  output: Staff,
});

/** Where messages to a person go, if WeCom does not say. What is left out stays; null gives the field back to the next sync. */
export const setContact = contract('org.setContact', {
  kind: 'write',
  summary: '修改联系方式',
  input: z.strictObject({ userid: Id, phone: MobileNumber.nullable().optional(), mail: z.email('请填写有效的邮箱地址').max(254).nullable().optional() })
    .refine(({ phone, mail }) => phone !== undefined || mail !== undefined, '请填写手机号或邮箱'),
  output: Staff,
});

/** Reads the whole tree and all staff from WeCom. While one runs, a second call gives the same progress. */
export const startSync = contract('org.startSync', { kind: 'write', summary: '同步组织架构', input: z.strictObject({}), output: ProgressStarted });

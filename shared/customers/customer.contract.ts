import { z } from 'zod';
import { contract } from '../contract.ts';
import { BusinessDay, Can, Id, Instant, PageInput, pageOf, ProgressStarted, SearchText } from '../fields.ts';
import { addWays, followStates, mergeReasons } from './constants.ts';

/** One manager's relation with the customer in WeCom. */
export const Follow = z.object({
  userid: z.string(),
  staffName: z.string(),
  departmentName: z.string(),
  remark: z.string(),
  state: z.enum(followStates),
  addWay: z.enum(addWays),
  addedAt: Instant,
  tags: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const Customer = z.object({
  id: z.string(),
  name: z.string(),
  avatar: z.string(),
  /** `138****0001`, or empty. */
  phoneMasked: z.string(),
  gender: z.enum(['unknown', 'male', 'female']),
  /** Only the relations inside the caller's scope. */
  follows: z.array(Follow),
  lastAddedAt: Instant,
  can: Can,
});

/**
 * Customers in scope, last added first: a manager's own, other roles' subtrees.
 * `search`: part of nickname or remark, or a whole mobile number.
 */
export const listCustomers = contract('customers.listCustomers', {
  kind: 'read',
  summary: '客户列表',
  input: z.strictObject({
    ...PageInput,
    search: SearchText.optional(),
    departmentId: z.int().positive().optional(),
    userid: Id.optional(),
    tagId: Id.optional(),
    state: z.enum(followStates).optional(),
    addedFrom: BusinessDay.optional(),
    addedTo: BusinessDay.optional(),
  }),
  output: pageOf(Customer),
});

/** What happened to one customer, newest first, in Chinese sentences. */
export const getCustomer = contract('customers.getCustomer', {
  kind: 'read',
  summary: '客户详情',
  input: z.strictObject({ id: Id }),
  output: Customer.extend({
    timeline: z.array(z.object({ id: z.string(), at: Instant, words: z.string() })),
    /** By what this person is known: WeCom, mini-program, verified phone; with the time it became known. */
    identities: z.array(z.object({ kind: z.enum(['externalContact', 'miniProgram', 'phone']), words: z.string(), at: Instant.nullable() })),
    /** Records that were found to be this person, newest first. */
    merges: z.array(z.object({ id: z.string(), at: Instant, reason: z.enum(mergeReasons), words: z.string(), undoneAt: Instant.nullable(), can: Can })),
  }),
});

/** Takes a merge back: both records are again as they were, and are not joined by the same trait again. */
export const unmerge = contract('customers.unmerge', {
  kind: 'write',
  summary: '拆分客户',
  input: z.strictObject({ mergeId: Id, reason: z.string().trim().min(5, '请说明原因，至少 5 个字').max(200) }),
  output: z.object({ customerId: z.string(), restoredId: z.string() }),
});

/** WeCom's corp tags by group, as last read. */
export const listTags = contract('customers.listTags', {
  kind: 'read',
  summary: '企业标签',
  input: z.strictObject({}),
  output: z.object({ groups: z.array(z.object({ id: z.string(), name: z.string(), tags: z.array(z.object({ id: z.string(), name: z.string() })) })) }),
});

/** Reads all contacts, tags and relations from WeCom; goes on where it was after a restart. */
export const startImport = contract('customers.startImport', { kind: 'write', summary: '导入客户', input: z.strictObject({}), output: ProgressStarted });

import { z } from 'zod';
import { contract } from '../contract.ts';
import { Can, Id, Instant, PageInput, pageOf, ProgressStarted } from '../fields.ts';
import { bindingReasonWords, policyModes, touchKinds, weighedKinds, type BindingReason } from './constants.ts';

const reasons = Object.keys(bindingReasonWords) as [BindingReason, ...BindingReason[]];
const Manager = z.object({ userid: z.string(), name: z.string(), departmentName: z.string() });

/** What counts, and how. Weights order the kinds: a stronger touch takes the customer from a weaker one in either mode. */
export const PolicyRules = z.strictObject({
  mode: z.enum(policyModes),
  /** Days that a binding lasts without a new touch of its manager. */
  windowDays: z.int().min(1).max(3_650),
  /** 0 = such touches never bind. */
  weights: z.strictObject(Object.fromEntries(weighedKinds.map((kind) => [kind, z.int().min(0).max(9)])) as Record<(typeof weighedKinds)[number], z.ZodInt>),
  /** Once the bank has confirmed 管户, only the bank, a hand-over or a correction changes it. */
  lockOnConfirm: z.boolean(),
});

export const BindingPolicy = z.object({
  version: z.int(),
  rules: PolicyRules,
  /** Touches from here on are decided by it; earlier ones never. */
  effectiveFrom: Instant,
  state: z.enum(['pending', 'published', 'refused', 'withdrawn']),
  note: z.string(),
  createdByName: z.string(),
  approvedByName: z.string(),
  createdAt: Instant,
});
/** All versions, newest first; the one in force now by its number. */
export const listPolicies = contract('attribution.listPolicies', { kind: 'read', summary: '管户规则', input: z.strictObject({}), output: z.object({ rows: z.array(BindingPolicy), currentVersion: z.int(), can: Can }) });
/** Asks for a new version; it is published once approved. 409 `attribution.policyTooEarly` where it would begin before tomorrow or before a version already published, 409 `attribution.policyPending` while another waits. */
export const proposePolicy = contract('attribution.proposePolicy', {
  kind: 'write',
  summary: '提交管户规则',
  input: z.strictObject({ rules: PolicyRules, effectiveFrom: Instant, note: z.string().trim().min(1, '请说明修改原因').max(200) }),
  output: BindingPolicy,
});
/** Replays 90 days with these rules; changes nothing. */
export const previewPolicy = contract('attribution.previewPolicy', { kind: 'write', summary: '试算管户规则', input: z.strictObject({ rules: PolicyRules }), output: ProgressStarted });
/** Whose manager would differ, once the replay is done. */
export const getPolicyPreview = contract('attribution.getPolicyPreview', {
  kind: 'read',
  summary: '试算结果',
  input: z.strictObject({ progressId: Id, ...PageInput }),
  output: z.object({
    state: z.enum(['running', 'done', 'failed']),
    customers: z.int(),
    differing: pageOf(z.object({ customerId: z.string(), customerName: z.string(), now: Manager.nullable(), then: Manager.nullable(), reason: z.string() })),
  }),
});

export const Decision = z.object({
  id: z.string(),
  reason: z.enum(reasons),
  /** The reason as a sentence, with names. */
  words: z.string(),
  before: Manager.nullable(),
  after: Manager.nullable(),
  policyVersion: z.int(),
  decidedAt: Instant,
  /** When a late touch, a merge or its undoing decided anew; null = it stands. */
  supersededAt: Instant.nullable(),
  supersededWords: z.string(),
});
/** A customer's touches, newest first, each with its decisions; and who holds the customer now. */
export const getAttribution = contract('attribution.getAttribution', {
  kind: 'read',
  summary: '客户归属',
  input: z.strictObject({ customerId: Id }),
  output: z.object({
    holder: Manager.extend({ since: Instant, until: Instant.nullable(), locked: z.boolean(), words: z.string() }).nullable(),
    intervals: z.array(z.object({ manager: Manager.nullable(), from: Instant, to: Instant.nullable() })),
    touches: z.array(z.object({
      id: z.string(), kind: z.enum(touchKinds), at: Instant, recordedAt: Instant, manager: Manager.nullable(), campaignName: z.string(), words: z.string(), decisions: z.array(Decision),
    })),
    /** A correction that waits for its approval. */
    pendingApprovalId: z.string().nullable(),
    can: Can,
  }),
});
/** By hand only so: with a reason and an approver. `userid` null = nobody. 409 `attribution.correctionPending`. */
export const requestCorrection = contract('attribution.requestCorrection', {
  kind: 'write',
  summary: '申请更正管户',
  input: z.strictObject({ customerId: Id, userid: Id.nullable(), reason: z.string().trim().min(5, '请说明原因，至少 5 个字').max(300) }),
  output: z.object({ approvalId: z.string() }),
});

/** The manager whom the signed-in customer belongs to, as the customer may see it. */
export const getMyManager = contract('attribution.getMyManager', {
  kind: 'read',
  summary: '我的客户经理',
  input: z.strictObject({}),
  output: z.object({
    manager: z.object({
      name: z.string(), position: z.string(), departmentName: z.string(),
      /** The desk's number; empty where WeCom has none. */
      telephone: z.string(),
      /** Whether the customer has added this manager in WeCom. */
      isAdded: z.boolean(),
      /** How to add or find the manager: `configId` for WeChat's own control (empty while there is none), the QR for pages. Null until WeCom has made it. */
      contactWay: z.object({ configId: z.string(), qrCodeUrl: z.string() }).nullable(),
    }).nullable(),
    /** `陈安琪 从 11月22日 起为您服务` or why there is nobody yet. */
    words: z.string(),
  }),
});

import { z } from 'zod';
import { touchChannels, touchKinds } from '../attribution/constants.ts';
import { contract } from '../contract.ts';
import { BusinessDay, Can, Id, Instant, PageInput, pageOf, ProgressStarted } from '../fields.ts';
import { creditKinds, creditReasons } from '../performance/constants.ts';
import { metrics, targetMetrics } from './constants.ts';

/** Counts, and fen for those that say so; whole numbers. */
const Figures = z.record(z.enum(metrics), z.int());
const Targets = z.partialRecord(z.enum(targetMetrics), z.int());

/** `from` and `to` are included. Without a department the caller's own scope; `userid` narrows it to one manager. `compareFrom` and `compareTo` go together. */
export const ReportFilter = {
  from: BusinessDay, to: BusinessDay, departmentId: z.int().positive().optional(), userid: Id.optional(),
  campaignId: Id.optional(), channel: z.enum(touchChannels).optional(), compareFrom: BusinessDay.optional(), compareTo: BusinessDay.optional(),
} as const;

/** By which figure the rows stand. */
export const SortBy = z.enum(metrics).default('confirmed');

export const ReportRow = z.object({
  kind: z.enum(['department', 'manager', 'unassigned']),
  /** Department id or userid; empty for customers whom nobody held. */
  id: z.string(),
  name: z.string(),
  /** Of a manager, where their figures of the period were made. */
  departmentName: z.string(),
  figures: Figures,
  /** Of the compared period; null without one. */
  before: Figures.nullable(),
  /** By the sorted metric, 1 = most; of the compared period null without one. */
  rank: z.int(), rankBefore: z.int().nullable(),
  /** Targets of the months that the period touches, in full. */
  targets: Targets,
});

/**
 * The attribution report: a sentence's figures, tiles, funnel, trend and one row for each child of the scope.
 * Every total is the sum of its rows. Departments below the scope come first, then managers who made figures in the scope's own department.
 */
export const getReport = contract('analytics.getReport', {
  kind: 'read',
  summary: '归因报表',
  input: z.strictObject({ ...ReportFilter, sortBy: SortBy }),
  output: z.object({
    /** From the top of the caller's scope down to what is shown; the last one is the scope. */
    trail: z.array(z.object({ kind: z.enum(['department', 'manager']), id: z.string(), name: z.string() })),
    total: Figures, before: Figures.nullable(), targets: Targets,
    funnel: z.array(z.object({ step: z.enum(metrics), value: z.int(), before: z.int().nullable() })),
    /** One a business day of the period; `before` the same day of the compared period by position. */
    trend: z.array(z.object({ day: BusinessDay, figures: Figures, before: Figures.nullable() })),
    rows: z.array(ReportRow),
    /** Rows beyond the first 200 are in the export. */
    rowCount: z.int(),
    /** The last fact that is counted. */
    asOf: Instant.nullable(),
    rebuilding: z.boolean(),
    can: Can,
  }),
});

/** Managers of the whole scope by one figure, at any depth: the leaderboard. */
export const listLeaders = contract('analytics.listLeaders', {
  kind: 'read',
  summary: '客户经理排行',
  input: z.strictObject({ ...PageInput, ...ReportFilter, metric: z.enum(metrics).default('confirmed') }),
  output: pageOf(ReportRow),
});

/** The rows behind a figure: what was counted, newest first. A customer whom the caller may not see is shown without a name. */
export const listFacts = contract('analytics.listFacts', {
  kind: 'read',
  summary: '数字明细',
  input: z.strictObject({ ...PageInput, ...ReportFilter, metric: z.enum(metrics) }),
  output: pageOf(z.object({
    id: z.string(), at: Instant,
    manager: z.object({ userid: z.string(), name: z.string(), departmentName: z.string() }).nullable(),
    customer: z.object({ id: z.string(), name: z.string(), visible: z.boolean() }).nullable(),
    kind: z.enum([...touchKinds, ...creditKinds, 'click']), reason: z.enum(creditReasons).nullable(), words: z.string(),
    count: z.int(), amountFen: z.int(),
    /** Of a credit entry, when it was booked. */
    bookedAt: Instant.nullable(),
  })).extend({ /** Sum over all pages: the figure itself. */ sum: z.int() }),
});

/** Makes the figures anew from what is stored, day by day; they can be read meanwhile. */
export const startRebuild = contract('analytics.startRebuild', { kind: 'write', summary: '重算报表', input: z.strictObject({}), output: ProgressStarted });

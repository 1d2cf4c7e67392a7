import type { z } from 'zod';
import { funnelSteps, reportLimits } from '../../shared/analytics/constants.ts';
import { getReport as contract } from '../../shared/analytics/report.contract.ts';
import type { Actor } from '../platform/actor.ts';
import { operation, permitted } from '../platform/operation.ts';
import { full, parentOf, sliceOf, sumOf, type Figures } from './cells.rules.ts';
import { inSnapshot, type Snapshot } from './inSnapshot.ts';
import { reportPeriods } from './reportPeriod.ts';
import { childrenOf, reportRows } from './reportRows.ts';
import { reportScope, type ReportScope } from './reportScope.ts';
import { daysOf, type Period } from './spans.rules.ts';
import { mayRebuild, startRebuild } from './startRebuild.ts';
import { sumOfTargets, targetsOf } from './targetsOf.ts';

export type ReportInput = z.infer<typeof contract.input>;

export const getReport = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run(input, { actor }) {
    const { rows, ...report } = await wholeReport(input, actor);
    return { ...report, rows: rows.slice(0, reportLimits.rows), rowCount: rows.length };
  },
});

/** The report with every row. */
export async function wholeReport(input: ReportInput, actor: Actor) {
  const { period, compared } = reportPeriods(input);
  const scope = await reportScope(input, actor);
  const slice = sliceOf(input);
  const reading = inSnapshot(async (snapshot) => ({
    now: await childrenOf(snapshot, scope, period, slice),
    before: compared && await childrenOf(snapshot, scope, compared, slice),
    days: await trendOf(snapshot, scope, period, slice),
    daysBefore: compared && await trendOf(snapshot, scope, compared, slice),
    factAt: snapshot.factAt, rebuilding: snapshot.rebuilding,
  }));
  const [read, targets] = await Promise.all([reading, targetsOf(period, scope.userid === null ? null : [scope.userid])]);
  const rows = await reportRows({ ...read, sortBy: input.sortBy, targets, scope });
  const total = full(sumOf(read.days));
  const before = read.daysBefore && full(sumOf(read.daysBefore));
  return {
    trail: scope.trail, total, before, targets: sumOfTargets(rows.map((row) => row.targets)),
    funnel: funnelSteps.map((step) => ({ step, value: total[step], before: before && before[step] })),
    trend: daysOf(period.from, period.to).map((day, index) => ({ day, figures: full(read.days[index] ?? {}), before: read.daysBefore && full(read.daysBefore[index] ?? {}) })),
    rows, asOf: read.factAt?.toISOString() ?? null, rebuilding: read.rebuilding,
    can: permitted(actor, [startRebuild], () => mayRebuild(actor)),
  };
}

/** Figures of each day of the period, in its order. */
async function trendOf(snapshot: Snapshot, { paths, userid }: ReportScope, period: Period, slice: string): Promise<Figures[]> {
  const days = daysOf(period.from, period.to);
  const isInside = (path: string) => paths.some((each) => path.startsWith(each));
  const stored = userid === null
    ? await snapshot.departments(paths.map((path) => ({ path, parent: parentOf(path) })), days, slice)
    : (await snapshot.managers([userid], days, slice)).filter(({ path }) => isInside(path));
  const pending = snapshot.pending(period, slice).filter((cell) => isInside(cell.path) && (userid === null || cell.userid === userid)).map(({ day: span, figures }) => ({ span, figures }));
  const byDay = new Map<string, Figures[]>();
  for (const { span, figures } of [...stored, ...pending]) byDay.set(span, [...(byDay.get(span) ?? []), figures]);
  return days.map((day) => sumOf(byDay.get(day) ?? []));
}

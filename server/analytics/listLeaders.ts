import type { Metric } from '../../shared/analytics/constants.ts';
import { listLeaders as contract } from '../../shared/analytics/report.contract.ts';
import type { Actor } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { add, full, sliceOf } from './cells.rules.ts';
import type { ReportInput } from './getReport.ts';
import { inSnapshot, type Snapshot } from './inSnapshot.ts';
import { ranksOf } from './ranks.rules.ts';
import { reportPeriods } from './reportPeriod.ts';
import { namesOf, type Child, type ReportRow } from './reportRows.ts';
import { reportScope, type ReportScope } from './reportScope.ts';
import type { Period } from './spans.rules.ts';
import { targetsOf } from './targetsOf.ts';

export const listLeaders = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ page, pageSize, metric, ...filter }, { actor }) {
    return leaders(filter, metric, { skip: (page - 1) * pageSize, limit: pageSize }, actor);
  },
});

/** Managers of the whole scope by one figure; a place among all of them, whoever is looked at. */
export async function leaders(filter: Omit<ReportInput, 'sortBy'>, metric: Metric, { skip, limit }: { skip: number; limit: number }, actor: Actor): Promise<{ rows: ReportRow[]; total: number }> {
  const { period, compared } = reportPeriods(filter);
  const scope = await reportScope(filter, actor);
  const slice = sliceOf(filter);
  return inSnapshot(async (snapshot) => {
    const values = await valuesOf(snapshot, scope, period, slice, metric);
    const valuesBefore = compared && await valuesOf(snapshot, scope, compared, slice, metric);
    const userids = [...new Set([...values.keys(), ...(valuesBefore?.keys() ?? [])])];
    const rankOf = ranksOf(userids, (userid) => values.get(userid) ?? 0);
    const rankBefore = valuesBefore && ranksOf(userids, (userid) => valuesBefore.get(userid) ?? 0);
    const asked = userids.filter((userid) => scope.userid === null || userid === scope.userid).sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
    const shown = asked.slice(skip, skip + limit);
    const now = await managersOf(snapshot, scope, period, slice, shown);
    const before = compared && await managersOf(snapshot, scope, compared, slice, shown);
    const targets = new Map((await targetsOf(period, shown)).map(({ userid, values: each }) => [userid, each]));
    const nameOf = await namesOf([...now.values(), ...(before?.values() ?? [])]);
    const rows = shown.map((userid): ReportRow => {
      const [child, earlier] = [now.get(userid), before?.get(userid)];
      return {
        kind: 'manager', id: userid, ...nameOf(child ?? earlier ?? { kind: 'manager', id: userid, paths: new Set() }), figures: full(child?.figures ?? {}), before: before && full(earlier?.figures ?? {}),
        rank: rankOf(userid), rankBefore: rankBefore && rankBefore(userid), targets: targets.get(userid) ?? {},
      };
    });
    return { rows, total: asked.length };
  });
}

const isInside = ({ paths }: ReportScope, path: string): boolean => paths.some((each) => path.startsWith(each));

async function valuesOf(snapshot: Snapshot, scope: ReportScope, period: Period, slice: string, metric: Metric): Promise<Map<string, number>> {
  const values = await snapshot.values(scope.paths, snapshot.spansOf(period), slice, metric);
  for (const { userid, path, figures } of snapshot.pending(period, slice)) {
    if (userid !== '' && isInside(scope, path)) values.set(userid, (values.get(userid) ?? 0) + (figures[metric] ?? 0));
  }
  return values;
}

/** All figures of some managers, with where they were made. */
async function managersOf(snapshot: Snapshot, scope: ReportScope, period: Period, slice: string, userids: readonly string[]): Promise<Map<string, Child>> {
  const asked = new Set(userids);
  const cells = snapshot.pending(period, slice).filter(({ userid }) => asked.has(userid));
  const managers = new Map<string, Child>();
  for (const { userid, path, figures } of [...await snapshot.managers(userids, snapshot.spansOf(period), slice), ...cells]) {
    if (userid === null || !isInside(scope, path)) continue;
    const child = managers.get(userid) ?? { kind: 'manager', id: userid, paths: new Set(), figures: {} };
    managers.set(userid, child);
    child.paths.add(path);
    add(child.figures, figures);
  }
  return managers;
}

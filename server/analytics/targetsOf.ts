import { targetMetrics, type TargetMetric } from '../../shared/analytics/constants.ts';
import { placesAt } from '../org/staffPlaces.ts';
import { Target, targetId } from '../performance/target.model.ts';
import { nativeOf } from '../platform/model.ts';
import { timesOf } from './rawFacts.ts';
import { daysOf, monthOf, type Period } from './spans.rules.ts';

export type Targets = Partial<Record<TargetMetric, number>>;
export interface ManagerTargets { userid: string; /** Where they work at the end of the period. */ path: string; values: Targets }

/** Targets of the months that a period touches, in full; of some managers or of all who have any. */
export async function targetsOf({ from, to }: Period, userids: readonly string[] | null): Promise<ManagerTargets[]> {
  const months = [...new Set(daysOf(from, to).map(monthOf))];
  const which = userids === null ? { month: { $in: months } } : { _id: { $in: userids.flatMap((userid) => months.map((month) => targetId(userid, month))) } };
  const byManager = new Map<string, Targets>();
  for (const row of await nativeOf(Target).find(which).toArray()) byManager.set(row.userid, sumOfTargets([byManager.get(row.userid) ?? {}, row.values]));
  const managers = [...byManager];
  const at = new Date(timesOf(to, to).$lt.getTime() - 1);
  const places = await placesAt(managers.map(([each]) => ({ userid: each, at })));
  return managers.map(([each, values], index) => ({ userid: each, path: places[index] ?? '/1/', values }));
}

export function sumOfTargets(all: readonly Targets[]): Targets {
  const sum: Targets = {};
  for (const values of all) for (const metric of targetMetrics) if (values[metric] !== undefined) sum[metric] = (sum[metric] ?? 0) + values[metric];
  return sum;
}

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
  const sums = Object.fromEntries(targetMetrics.map((metric) => [metric, { $sum: `$values.${metric}` }]));
  const rows = await nativeOf(Target).aggregate<{ _id: string } & Targets>([{ $match: which }, { $group: { _id: '$userid', ...sums } }]).toArray();
  const at = new Date(timesOf(to, to).$lt.getTime() - 1);
  const places = await placesAt(rows.map(({ _id: userid }) => ({ userid, at })));
  return rows.map(({ _id: userid, ...values }, index) => ({ userid, path: places[index] ?? '/1/', values: sumOfTargets([values]) }));
}

/** A sum of nothing is no target. */
export function sumOfTargets(all: readonly Targets[]): Targets {
  const sum: Targets = {};
  for (const values of all) for (const metric of targetMetrics) if (values[metric]) sum[metric] = (sum[metric] ?? 0) + values[metric];
  return sum;
}

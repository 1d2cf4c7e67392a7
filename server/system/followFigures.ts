import { followScope, withFollowThat } from '../customers/followScope.ts';
import { Customer } from '../customers/customer.model.ts';
import type { Actor } from '../platform/actor.ts';
import { businessZone } from '../platform/clock.ts';

/** Relations made or ended since `from`, by business day, inside the actor's scope. */
export async function followFigures(actor: Actor, time: 'addedAt' | 'removedAt', from: Date): Promise<Map<string, number>> {
  const scope = followScope(actor);
  const since = { [time]: { $gte: from } };
  const rows = await Customer.aggregate<{ _id: string; count: number }>([
    { $match: withFollowThat(scope, since) },
    { $unwind: '$follows' },
    { $match: inFollows({ ...scope, ...since }) },
    { $group: { _id: { $dateToString: { date: `$follows.${time}`, format: '%Y-%m-%d', timezone: businessZone } }, count: { $sum: 1 } } },
  ]).hint({ [`follows.${time}`]: -1 });
  return new Map(rows.map((row) => [row._id, row.count]));
}

const inFollows = (conditions: Record<string, unknown>) => Object.fromEntries(Object.entries(conditions).map(([name, value]) => [`follows.${name}`, value]));

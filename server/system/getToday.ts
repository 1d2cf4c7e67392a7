import type { QueryFilter } from 'mongoose';
import { getToday as contract } from '../../shared/system/system.contract.ts';
import { ChannelCode } from '../channels/channelCode.model.ts';
import { visibleCodes } from '../channels/codeScope.ts';
import { countPeople, peopleInScope } from '../customers/personScope.ts';
import { Outbound, type OutboundRow } from '../outreach/outbound.model.ts';
import { seesSubtree, withinSubtree, type Actor } from '../platform/actor.ts';
import { businessDay, startOfBusinessDay } from '../platform/clock.ts';
import { operation } from '../platform/operation.ts';
import { followFigures } from './followFigures.ts';

const dayMs = 86_400_000;
const trendDays = 14;

export const getToday = operation(contract, {
  allow: 'signedIn',
  async run(_, { actor, now }) {
    const today = startOfBusinessDay(now);
    const from = new Date(today.getTime() - (trendDays - 1) * dayMs); // Asia/Shanghai: every day has 24 hours
    const [added, lost, customersTotal, welcomesSent, welcomesMissed, codesActive] = await Promise.all([
      followFigures(actor, 'addedAt', from),
      followFigures(actor, 'removedAt', from),
      countPeople(peopleInScope(actor)), // the same customers as the list shows
      countWelcomes(actor, today, ['sent']),
      countWelcomes(actor, today, ['missed', 'failed', 'refused']),
      ChannelCode.countDocuments({ $and: [visibleCodes(actor), { state: 'active' }] }),
    ]);
    const trend = Array.from({ length: trendDays }, (_each, at) => {
      const day = businessDay(new Date(from.getTime() + at * dayMs));
      return { day, added: added.get(day) ?? 0, lost: lost.get(day) ?? 0 };
    });
    const last = trend.at(-1);
    return {
      day: businessDay(now), addedToday: last?.added ?? 0, addedYesterday: trend.at(-2)?.added ?? 0, lostToday: last?.lost ?? 0,
      customersTotal, welcomesSent, welcomesMissed, codesActive, trend,
    };
  },
});

function countWelcomes(actor: Actor, since: Date, states: OutboundRow['state'][]): Promise<number> {
  const departmentPath = withinSubtree(actor);
  const scope: QueryFilter<OutboundRow> = seesSubtree(actor) ? (departmentPath ? { departmentPath } : {}) : { staffUserid: actor.id };
  return Outbound.countDocuments({ ...scope, channel: 'welcome', requestedAt: { $gte: since }, state: { $in: states } }).exec();
}

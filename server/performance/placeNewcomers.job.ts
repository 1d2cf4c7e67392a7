import { z } from 'zod';
import { placesAt } from '../org/staffPlaces.ts';
import { job } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { Credit } from './credit.model.ts';
import { settleInPages } from './settleInPages.ts';

const headquarters = '/1/';
interface AtHeadquarters { _id: { eventId: string; userid: string }; at: Date }

/** What somebody was credited with before the corp was read counts at headquarters until then, and where they work from then on. */
export const placeNewcomers = job('performance.placeNewcomers', {
  lane: 'bulk',
  cron: '40 * * * *',
  payload: z.object({}),
  async run(_payload, { now, tx }) {
    const userids = await newcomers(tx);
    if (userids.length === 0) return;
    const rows = await Credit.aggregate<AtHeadquarters>([
      { $match: { departmentPath: headquarters, managerUserid: { $in: userids } } },
      { $group: { _id: { eventId: '$eventId', userid: '$managerUserid' }, at: { $first: '$at' }, count: { $sum: '$count' } } },
      { $match: { count: { $ne: 0 } } },
    ]).session(tx);
    const places = await placesAt(rows.map(({ _id: { userid }, at }) => ({ userid, at })), tx);
    const wrong = rows.filter((_, index) => places[index] !== headquarters);
    await settleInPages(wrong.map(({ _id: { eventId, userid } }) => ({ eventId, cause: `place:${userid}` })), `newcomers:${now.toISOString()}`, now, tx);
  },
});

/** Those with entries at headquarters who were first seen elsewhere. */
async function newcomers(tx: Tx): Promise<string[]> {
  const rows = await Credit.aggregate<{ _id: string }>([{ $match: { departmentPath: headquarters, managerUserid: { $gt: '' } } }, { $group: { _id: '$managerUserid' } }]).session(tx);
  const firstPlaces = await placesAt(rows.map(({ _id: userid }) => ({ userid, at: new Date(0) })), tx);
  return rows.filter((_, index) => firstPlaces[index] !== headquarters).map(({ _id }) => _id);
}

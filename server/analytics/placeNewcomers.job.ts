import { z } from 'zod';
import { placesAt } from '../org/staffPlaces.ts';
import { job } from '../platform/job.ts';
import { nativeOf } from '../platform/model.ts';
import { owe } from '../platform/owed.ts';
import { keyRange } from './expectedSums.ts';
import { Figure } from './figure.model.ts';
import { FiguresState } from './figuresState.model.ts';
import { placeFigures } from './placeFigures.job.ts';
import { grainOf, unitsOf } from './spans.rules.ts';

/** Who added customers before the corp was read counts at headquarters until then, and where they work from then on. */
export const placeNewcomers = job('analytics.placeNewcomers', {
  lane: 'bulk',
  cron: '20 * * * *',
  payload: z.object({}),
  async run(_payload, { now, tx }) {
    const { generation, firstDay, lastDay } = await nativeOf(FiguresState).findOne({ _id: 'figures' }, { session: tx }) ?? {};
    if (!firstDay || !lastDay) return;
    const months = unitsOf({ from: firstDay, to: lastDay }).filter((span) => grainOf(span) === 'month');
    const ranges = months.map((month) => ({ _id: keyRange(`${generation}|${month}|*|/1/`) }));
    const rows = await nativeOf(Figure).find({ $or: ranges, userid: { $gt: '' } }, { session: tx, projection: { userid: 1 } }).toArray();
    const userids = [...new Set(rows.flatMap(({ userid }) => userid ?? []))];
    const places = await placesAt(userids.map((userid) => ({ userid, at: new Date(0) })), tx);
    const newcomers = userids.filter((_, index) => places[index] !== '/1/');
    await owe(placeFigures, newcomers.map((userid) => ({ key: `${userid}:${now.toISOString()}`, payload: { userid, tries: 0 } })), tx);
  },
});

import { z } from 'zod';
import { job } from '../platform/job.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { add, gatherCells, negated, type Cell, type Figures, type Sum } from './cells.rules.ts';
import { cellsOf, insertDelta } from './countFacts.ts';
import { Figure } from './figure.model.ts';
import { FigureDelta } from './figureDelta.model.ts';
import { takeTurn } from './figuresState.model.ts';
import { countedTouches, metricOfTouch } from './metricOf.rules.ts';
import { rawFacts } from './rawFacts.ts';
import { grainOf } from './spans.rules.ts';

const always = { $gte: new Date(0), $lt: new Date('9999-01-01T00:00:00Z') };
const waitMs = 60_000;
/** Entries of performance are moved by performance. */
const placedHere = ['clicked', ...countedTouches.flatMap((kind) => metricOfTouch[kind] ?? [])] as const;

/** Where somebody worked has become known after facts were counted elsewhere: counts them where they belong. */
export const placeFigures = job('analytics.placeFigures', {
  lane: 'bulk',
  payload: z.object({ userid: z.string(), tries: z.int() }),
  async run({ userid, tries }, { now, tx }) {
    const { generation, rebuild } = await takeTurn(tx);
    // A rebuild may have read some days before the move and some after: it is looked at when that is done.
    if (rebuild) {
      await owe(placeFigures, [{ key: `${userid}:${now.toISOString()}:${tries + 1}`, payload: { userid, tries: tries + 1 }, dueAt: new Date(now.getTime() + waitMs) }], tx);
      return;
    }
    const right = await cellsOf(await rawFacts(always, tx, [userid]), tx);
    const counted = await countedCells(userid, generation, tx);
    await insertDelta(gatherCells([...right, ...counted.map(negated)]), null, now, tx);
  },
});

/** What of the manager's touches and clicks is counted by now, by its smallest parts. */
async function countedCells(userid: string, generation: number, tx: Tx): Promise<Cell[]> {
  const sums = (await nativeOf(Figure).find({ userid, generation }, { session: tx }).toArray()).filter(({ span, slice }) => grainOf(span) === 'day' && slice.includes('h='));
  const deltas = await nativeOf(FigureDelta).find({ 'cells.userid': userid }, { session: tx }).toArray();
  const cells = [...sums.flatMap(cellOfSum), ...deltas.flatMap((each) => each.cells).filter((cell) => cell.userid === userid)];
  return cells.map((cell) => ({ ...cell, figures: onlyPlaced(cell.figures) }));
}

const onlyPlaced = (figures: Figures): Figures => Object.fromEntries(placedHere.map((metric) => [metric, figures[metric] ?? 0]));

/** A channel's sum holds those with a campaign and those without: what has a campaign is taken from the latter. */
function cellOfSum({ span: day, slice, path, userid, figures }: Sum): Cell[] {
  const [, campaignId = null, channel] = /^(?:c=(.*)&)?h=(\w+)$/.exec(slice) ?? [];
  if (!channel || userid === null) return [];
  const cell = { day, userid, path, channel: channel as Cell['channel'] }; // slices are made of channels
  if (campaignId === null) return [{ ...cell, campaignId: null, figures }];
  return [{ ...cell, campaignId, figures }, { ...cell, campaignId: null, figures: add({}, figures, -1) }];
}

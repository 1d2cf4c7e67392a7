import type { Metric } from '../../shared/analytics/constants.ts';
import type { TouchChannel } from '../../shared/attribution/constants.ts';
import { placesAt } from '../org/staffPlaces.ts';
import { newId } from '../platform/chance.ts';
import { businessDay } from '../platform/clock.ts';
import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { gatherCells, isZero, type Cell } from './cells.rules.ts';
import { FigureDelta } from './figureDelta.model.ts';
import { foldFigures } from './foldFigures.job.ts';

/** One fact as figures see it. */
export interface CountedFact {
  at: Date;
  metric: Metric;
  value: number;
  /** Empty where nobody held the customer. */
  userid: string;
  /** Where the manager worked then; null = to be looked up. */
  path: string | null;
  campaignId: string | null;
  channel: TouchChannel;
}

const foldEveryMs = 10_000;

/** Counts facts, in the transaction that takes them: each is claimed there once. */
export async function countFacts(facts: readonly CountedFact[], now: Date, tx: Tx): Promise<void> {
  if (facts.length === 0) return;
  const factAt = new Date(Math.max(...facts.map(({ at }) => at.getTime())));
  await insertDelta(gatherCells(await cellsOf(facts, tx)), factAt, now, tx);
}

/** Sums get it within seconds; reports at once. */
export async function insertDelta(cells: readonly Cell[], factAt: Date | null, now: Date, tx: Tx): Promise<void> {
  const counting = cells.filter(({ figures }) => !isZero(figures));
  if (counting.length === 0) return;
  await nativeOf(FigureDelta).insertOne({ _id: newId(), cells: counting, factAt }, { session: tx });
  const dueAt = new Date((Math.floor(now.getTime() / foldEveryMs) + 1) * foldEveryMs);
  await owe(foldFigures, [{ key: dueAt.toISOString(), payload: {}, dueAt }], tx);
}

/** A fact's cell, at the place where its manager worked then. */
export async function cellsOf(facts: readonly CountedFact[], tx: Tx): Promise<Cell[]> {
  const unplaced = facts.filter(({ path }) => path === null);
  const places = await placesAt(unplaced, tx);
  const placeOf = new Map(unplaced.map((fact, index) => [fact, places[index]]));
  return facts.map((fact) => {
    const { at, metric, value, userid, campaignId, channel } = fact;
    return { day: businessDay(at), userid, path: fact.path ?? placeOf.get(fact) ?? '/1/', campaignId, channel, figures: { [metric]: value } };
  });
}

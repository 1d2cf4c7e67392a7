import { nativeOf } from '../platform/model.ts';
import type { Tx } from '../platform/mongo.ts';
import { add, gatherCells, isZero, keyOf, negated, sumsOf, type Sum } from './cells.rules.ts';
import { cellsOf } from './countFacts.ts';
import { Figure, type FigureRow } from './figure.model.ts';
import { FigureDelta } from './figureDelta.model.ts';
import { rawFacts, timesOf } from './rawFacts.ts';
import { grainOf, partsOf } from './spans.rules.ts';

/** What the sums of a span must be, by their keys: of a day from the facts but for those still in deltas, of a longer span from the sums of its parts. */
export const expectedSums = (span: string, generation: number, tx: Tx): Promise<Map<string, Sum>> =>
  (grainOf(span) === 'day' ? sumsOfDay(span, tx) : sumsOfParts(span, generation, tx));

async function sumsOfDay(day: string, tx: Tx): Promise<Map<string, Sum>> {
  const counted = await cellsOf(await rawFacts(timesOf(day, day), tx), tx);
  const deltas = await nativeOf(FigureDelta).find({ 'cells.day': day }, { session: tx }).toArray();
  const waiting = deltas.flatMap((each) => each.cells).filter((cell) => cell.day === day).map(negated);
  const sums = sumsOf(gatherCells([...counted, ...waiting]), () => [day]);
  return new Map([...sums].filter(([, { figures }]) => !isZero(figures)));
}

async function sumsOfParts(span: string, generation: number, tx: Tx): Promise<Map<string, Sum>> {
  const sums = new Map<string, Sum>();
  for (const part of partsOf(span)) {
    for await (const { slice, parent, path, userid, figures } of storedSums(part, generation, tx)) {
      const sum = { span, slice, parent, path, userid };
      const key = keyOf(sum);
      const known = sums.get(key);
      if (known) add(known.figures, figures);
      else sums.set(key, { ...sum, figures: { ...figures } });
    }
  }
  return new Map([...sums].filter(([, { figures }]) => !isZero(figures)));
}

/** `|` ends a part of the key, `}` comes right after it. */
export const keyRange = (prefix: string) => ({ $gte: `${prefix}|`, $lt: `${prefix}}` });

export const storedSums = (span: string, generation: number, tx: Tx): AsyncIterable<FigureRow> =>
  nativeOf(Figure).find({ _id: keyRange(`${generation}|${span}`) }, { session: tx, batchSize: 5_000 });

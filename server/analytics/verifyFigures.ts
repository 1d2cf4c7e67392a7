import type { Verified } from '../attribution/verifyAttribution.ts';
import { metrics, metricTexts } from '../../shared/analytics/constants.ts';
import { businessDay } from '../platform/clock.ts';
import { nativeOf } from '../platform/model.ts';
import { inTransaction, type Tx } from '../platform/mongo.ts';
import type { Sum } from './cells.rules.ts';
import { expectedSums, storedSums } from './expectedSums.ts';
import { Figure } from './figure.model.ts';
import { FiguresState } from './figuresState.model.ts';
import { rawEnds } from './rawFacts.ts';
import { grainOf, grains, unitsOf } from './spans.rules.ts';

/** Makes every sum anew, days from touches, clicks and entries, longer spans from days, and compares with the ones that reports read. */
export async function verifyFigures(): Promise<Verified> {
  const looked = { spans: 0, sums: 0 };
  const words = () => `${looked.spans} 个时段的 ${looked.sums} 个汇总`;
  for (const span of await spansToLookAt()) {
    const difference = await inTransaction((tx) => differenceIn(span, looked, tx));
    looked.spans += 1;
    if (difference) return { words: words(), difference };
  }
  return { words: words(), difference: null };
}

/** Those that have facts, and those that have sums; days first, as what is wrong in a day is not a fault of its month. */
async function spansToLookAt(): Promise<string[]> {
  const ends = await inTransaction(rawEnds);
  const withFacts = ends ? unitsOf({ from: businessDay(ends.first), to: businessDay(ends.last) }) : [];
  const { generation = 0 } = await nativeOf(FiguresState).findOne({ _id: 'figures' }) ?? {};
  const withSums = await nativeOf(Figure).aggregate<{ _id: string }>([{ $match: { generation } }, { $group: { _id: '$span' } }]).toArray();
  return [...new Set([...withFacts, ...withSums.map((row) => row._id)])].sort((a, b) => grains.indexOf(grainOf(a)) - grains.indexOf(grainOf(b)) || (a < b ? -1 : 1));
}

/** All of it at one moment: somebody may be at work. */
async function differenceIn(span: string, looked: { sums: number }, tx: Tx): Promise<string | null> {
  const { generation = 0 } = await nativeOf(FiguresState).findOne({ _id: 'figures' }, { session: tx }) ?? {};
  const expected = await expectedSums(span, generation, tx);
  for await (const row of storedSums(span, generation, tx)) {
    const key = row._id.slice(row._id.indexOf('|') + 1);
    const difference = differenceOf(row, expected.get(key));
    if (difference) return difference;
    expected.delete(key);
    looked.sums += 1;
  }
  const [missing] = expected.values();
  return missing ? differenceOf({ ...missing, figures: {} }, missing) : null;
}

function differenceOf(stored: Sum, expected: Sum | undefined): string | null {
  const metric = metrics.find((each) => (stored.figures[each] ?? 0) !== (expected?.figures[each] ?? 0));
  if (!metric) return null;
  const who = stored.userid === null ? '' : ` ${stored.userid || '无管户'}`;
  return `${stored.span} ${stored.path}${who}${stored.slice === '*' ? '' : `（${stored.slice}）`} 的${metricTexts[metric].name}存下的是 ${stored.figures[metric] ?? 0}，原始数据得到 ${expected?.figures[metric] ?? 0}`;
}

import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { Metric } from '../../shared/analytics/constants.ts';
import { nativeOf } from '../platform/model.ts';
import { isInSlice, type Cell } from './cells.rules.ts';
import { Figure, type FigureRow } from './figure.model.ts';
import { FigureDelta } from './figureDelta.model.ts';
import { FiguresState } from './figuresState.model.ts';
import { keyRange } from './expectedSums.ts';
import { spansOver, type Period } from './spans.rules.ts';

type ReadOptions = Pick<mongoose.mongo.FindOptions, 'session' | 'readConcern'>;

/** The read model at one moment: sums, and what is counted but not yet in them. */
export interface Snapshot {
  rebuilding: boolean;
  /** The last fact that is counted. */
  factAt: Date | null;
  /** The spans that a period is read in. */
  spansOf: (period: Period) => string[];
  /** Cells that are in no sum yet. */
  pending: (period: Period, slice: string) => Cell[];
  /** Rows of departments and managers directly below these. */
  children: (parents: readonly string[], spans: readonly string[], slice: string) => Promise<FigureRow[]>;
  /** Rows of these departments themselves. */
  departments: (departments: readonly { path: string; parent: string }[], spans: readonly string[], slice: string) => Promise<FigureRow[]>;
  /** Rows of these managers, wherever their figures were made. */
  managers: (userids: readonly string[], spans: readonly string[], slice: string) => Promise<FigureRow[]>;
  /** One figure of each manager below any of these. */
  values: (paths: readonly string[], spans: readonly string[], slice: string, metric: Metric) => Promise<Map<string, number>>;
}

/** Every read of one report sees the same moment; sums are rewritten all the time. Nothing is locked. */
export async function inSnapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const session = await mongoose.startSession({ snapshot: true });
    try {
      return await work(await openSnapshot({ session, readConcern: { level: 'snapshot' } }));
    } catch (error) {
      if (tries === 3 || !isMomentGone(error)) throw error;
      await sleep(100);
    } finally {
      await session.endSession();
    }
  }
}

/** MongoDB's SnapshotTooOld and SnapshotUnavailable: a collection or index was made a moment ago; another moment will do. */
const isMomentGone = (error: unknown): boolean => error instanceof mongoose.mongo.MongoServerError && [239, 246].includes(Number(error.code));

async function openSnapshot(at: ReadOptions): Promise<Snapshot> {
  const state = await nativeOf(FiguresState).findOne({ _id: 'figures' }, at);
  const deltas = await nativeOf(FigureDelta).find({}, at).toArray();
  const { generation = 0, rebuild = null, firstDay = null, lastDay = null, factAt = null } = state ?? {};
  const known = firstDay && lastDay ? { from: firstDay, to: lastDay } : null;
  const find = async (filter: mongoose.mongo.Filter<FigureRow>) => nativeOf(Figure).find(filter, { ...at, projection: { generation: 0 }, batchSize: 20_000 }).toArray();
  const anyOf = (ranges: object[]) => (ranges.length === 0 ? { _id: { $in: [] } } : { $or: ranges });
  const keys = (spans: readonly string[], slice: string, rest: readonly string[]) => spans.flatMap((span) => rest.map((each) => `${generation}|${span}|${slice}|${each}`));
  const times = [factAt, ...deltas.map((each) => each.factAt)].flatMap((each) => each?.getTime() ?? []);
  return {
    rebuilding: rebuild !== null,
    factAt: times.length > 0 ? new Date(Math.max(...times)) : null,
    spansOf: (period) => spansOver(period, known),
    pending: ({ from, to }, slice) => deltas.flatMap((each) => each.cells).filter((cell) => cell.day >= from && cell.day <= to && isInSlice(cell, slice)),
    children: async (parents, spans, slice) => find(anyOf(keys(spans, slice, parents).map((key) => ({ _id: keyRange(key) })))),
    departments: async (departments, spans, slice) => find({ _id: { $in: keys(spans, slice, departments.map(({ path, parent }) => `${parent}|d${path}`)) } }),
    managers: async (userids, spans, slice) => (userids.length === 0 || spans.length === 0 ? [] : find({ userid: { $in: [...userids] }, generation, slice, span: { $in: [...spans] } })),
    async values(paths, spans, slice, metric) {
      if (spans.length === 0) return new Map();
      const ranges = keys(spans, slice, paths).map((key) => ({ _id: { $gte: key, $lt: afterAll(key) } }));
      const rows = await nativeOf(Figure).aggregate<{ _id: string; value: number }>([
        { $match: { ...anyOf(ranges), userid: { $gt: '' } } },
        { $group: { _id: '$userid', value: { $sum: `$figures.${metric}` } } },
      ], at).toArray();
      return new Map(rows.map((row) => [row._id, row.value]));
    },
  };
}

/** A path ends with `/`; `0` comes right after it. */
const afterAll = (key: string): string => `${key.slice(0, -1)}0`;

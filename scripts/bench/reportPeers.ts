import type { Metric } from '../../shared/analytics/constants.ts';
import { metricOfTouch, valueOfCredit } from '../../server/analytics/metricOf.rules.ts';
import { timesOf } from '../../server/analytics/rawFacts.ts';
import { Touch, type TouchRow } from '../../server/attribution/touch.model.ts';
import { Credit, type CreditRow } from '../../server/performance/credit.model.ts';
import { nativeOf } from '../../server/platform/model.ts';

/** Figures of each manager, '' for customers whom nobody held. */
export type ByManager = Map<string, Partial<Record<Metric, number>>>;
interface Counted { userid: string; kind: string; count: number; amountFen: number }

function byManager(rows: readonly Counted[]): ByManager {
  const figures: ByManager = new Map();
  for (const { userid, kind, count, amountFen } of rows) {
    const touched = metricOfTouch[kind as TouchRow['kind']]; // of either
    const { metric, value } = touched ? { metric: touched, value: count } : valueOfCredit({ kind: kind as CreditRow['kind'], count, amountFen });
    const own = figures.get(userid) ?? {};
    figures.set(userid, own);
    own[metric] = (own[metric] ?? 0) + value;
  }
  return figures;
}

/** The same question to the facts as they are stored, in one aggregation. */
export async function askRaw(from: string, to: string): Promise<ByManager> {
  const at = timesOf(from, to);
  const rows = await nativeOf(Touch).aggregate<{ _id: { userid: string | null; kind: string }; count: number; amountFen: number }>([
    { $match: { at, flags: { $size: 0 }, kind: { $in: Object.keys(metricOfTouch) } } },
    { $group: { _id: { userid: '$managerUserid', kind: '$kind' }, count: { $sum: 1 } } },
    { $unionWith: { coll: Credit.collection.collectionName, pipeline: [
      { $match: { at } },
      { $group: { _id: { userid: '$managerUserid', kind: '$kind' }, count: { $sum: '$count' }, amountFen: { $sum: '$amountFen' } } },
    ] } },
  ]).toArray();
  return byManager(rows.map(({ _id, count, amountFen = 0 }) => ({ userid: _id.userid ?? '', kind: _id.kind, count, amountFen })));
}

export interface Duck { version: string; ask: (from: string, to: string) => Promise<ByManager>; close: () => void }

/** What is used of it. */
interface DuckPackage { DuckDBInstance: { create: (path: string) => Promise<{ connect: () => Promise<DuckConnection> }> } }
interface DuckConnection {
  run: (sql: string) => Promise<unknown>;
  runAndReadAll: (sql: string) => Promise<{ getRows: () => unknown[][] }>;
  createAppender: (table: string) => Promise<{ appendVarchar: (value: string) => void; appendBigInt: (value: bigint) => void; appendInteger: (value: number) => void; endRow: () => void; closeSync: () => void }>;
  closeSync: () => void;
}

/** The same rows in DuckDB, in memory. */
export async function fillDuck(): Promise<Duck> {
  const name = '@duckdb/node-api' as string; // a peer of this bench alone: the rest is checked and built without it
  const { DuckDBInstance } = await import(name) as DuckPackage;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = 'userid VARCHAR, kind VARCHAR, ms BIGINT, count INTEGER, amountFen BIGINT';
  await connection.run(`CREATE TABLE touches (${columns}); CREATE TABLE credits (${columns});`);
  const fill = async (table: string, rows: AsyncIterable<Counted & { at: Date }>) => {
    const appender = await connection.createAppender(table);
    for await (const { userid, kind, at, count, amountFen } of rows) {
      appender.appendVarchar(userid);
      appender.appendVarchar(kind);
      appender.appendBigInt(BigInt(at.getTime()));
      appender.appendInteger(count);
      appender.appendBigInt(BigInt(amountFen));
      appender.endRow();
    }
    appender.closeSync();
  };
  await fill('touches', touches());
  await fill('credits', credits());
  return {
    version: String((await connection.runAndReadAll('SELECT version()')).getRows()[0]?.[0]),
    async ask(from, to) {
      const { $gte, $lt } = timesOf(from, to);
      const part = (table: string) => `SELECT userid, kind, sum(count)::BIGINT AS count, sum(amountFen)::BIGINT AS amountFen FROM ${table} WHERE ms >= ${$gte.getTime()} AND ms < ${$lt.getTime()} GROUP BY userid, kind`;
      const reader = await connection.runAndReadAll(`${part('touches')} UNION ALL ${part('credits')}`);
      return byManager(reader.getRows().map(([userid, kind, count, amountFen]) => ({ userid: String(userid), kind: String(kind), count: Number(count), amountFen: Number(amountFen) })));
    },
    close: () => { connection.closeSync(); },
  };
}

async function* touches(): AsyncGenerator<Counted & { at: Date }> {
  for await (const { managerUserid, kind, at } of nativeOf(Touch).find({ flags: { $size: 0 }, kind: { $in: Object.keys(metricOfTouch) as TouchRow['kind'][] } }, { batchSize: 10_000, projection: { managerUserid: 1, kind: 1, at: 1 } })) {
    yield { userid: managerUserid ?? '', kind, at, count: 1, amountFen: 0 };
  }
}
async function* credits(): AsyncGenerator<Counted & { at: Date }> {
  for await (const { managerUserid, kind, at, count, amountFen } of nativeOf(Credit).find({}, { batchSize: 10_000, projection: { managerUserid: 1, kind: 1, at: 1, count: 1, amountFen: 1 } })) {
    yield { userid: managerUserid ?? '', kind, at, count, amountFen };
  }
}

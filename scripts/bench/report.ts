import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import mongoose from 'mongoose';
import { metrics, type Metric } from '../../shared/analytics/constants.ts';
import { touchChannels } from '../../shared/attribution/constants.ts';
import { Figure } from '../../server/analytics/figure.model.ts';
import { nextDay } from '../../server/analytics/spans.rules.ts';
import { startRebuild } from '../../server/analytics/startRebuild.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { call } from '../../server/platform/operation.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { openSession } from '../../server/platform/session.ts';
import { work } from '../../server/platform/worker.ts';
import { boot } from '../../server/run.ts';
import { check, median, quantile, serverSettings, startBuilt, table } from './lib.mjs';
import { below, branchId, campaigns, firstDay, lastDay, managerCount, pick, storeBank, storeFacts, subBranchId, userid } from './reportFacts.ts';
import { askRaw, fillDuck, type ByManager } from './reportPeers.ts';

/** The attribution report of 1,000 managers over 1,000,000 touches and 1,000,000 entries of performance; at a tenth of the size first. */
const full = Number(process.env.BENCH_FACTS ?? 1_000_000);
const rounds = 5;
const questions = 60;
const mostMs = 50;
const mostRawSeconds = 10;

const seconds = (sinceMs: number) => (performance.now() - sinceMs) / 1_000;
const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));

/** Does what is owed, as a worker would. */
async function workOff(): Promise<void> {
  for (;;) {
    const row = await Owed.findOne({ state: 'waiting' }).lean();
    if (!row) return;
    await work({ job: row.job, ids: [row._id] });
    check((await Owed.findById(row._id).lean())?.state === 'done', `${row.job} 没有做完`);
  }
}

const agent = new Agent({ keepAlive: true });
const ask = (port: number, token: string) => (name: string, input: object) => new Promise<any>((resolve, reject) => { // whatever was asked for
  const asked = request({ port, agent, method: 'POST', path: `/api/analytics.${name}`, headers: { 'content-type': 'application/json', cookie: `guanhu=${token}` } }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const text = Buffer.concat(parts).toString();
      if (answer.statusCode === 200) resolve(JSON.parse(text)); else reject(new Error(`${name}: ${answer.statusCode} ${text}`));
    });
  });
  asked.once('error', reject);
  asked.end(JSON.stringify(input));
});

const periods = () => pick([
  { from: '2026-11-01', to: '2026-11-30' }, { from: nextDay(lastDay, -29), to: lastDay }, { from: firstDay, to: lastDay }, { from: nextDay(firstDay, 5 + below(20)), to: nextDay(lastDay, -below(5)) },
  { from: '2026-10-01', to: '2026-10-31' }, { from: nextDay(lastDay, -6), to: lastDay },
]);
const filters = () => pick([{}, {}, { campaignId: `campaign${below(campaigns)}` }, { channel: pick(touchChannels) }, { campaignId: `campaign${below(campaigns)}`, channel: pick(touchChannels) }]);
const compared = () => pick([{}, { compareFrom: '2026-09-01', compareTo: '2026-09-30' }]);
const deeper = () => pick([{ departmentId: branchId(below(10)) }, { departmentId: subBranchId(below(100)) }, { userid: userid(below(managerCount)) }]);
const kinds = {
  '总行报表 getReport': () => ['getReport', { ...periods(), ...filters(), ...compared(), sortBy: pick(metrics) }],
  '下钻 getReport': () => ['getReport', { ...periods(), ...filters(), ...compared(), ...deeper() }],
  '全行客户经理排行 listLeaders': () => ['listLeaders', { ...periods(), ...filters(), ...compared(), metric: pick(metrics) }],
} as const satisfies Record<string, () => readonly [string, object]>;

/** Every manager's figures as pages get them. */
async function leadersOf(asking: ReturnType<typeof ask>, from: string, to: string): Promise<ByManager> {
  const figures: ByManager = new Map();
  for (let page = 1; page <= managerCount / 100; page += 1) {
    for (const row of (await asking('listLeaders', { from, to, page, pageSize: 100 })).rows as { id: string; figures: Record<Metric, number> }[]) figures.set(row.id, row.figures);
  }
  return figures;
}

const told = (figures: ByManager, managers: Iterable<string>): string => JSON.stringify([...managers].sort().map((each) => [each, metrics.map((metric) => figures.get(each)?.[metric] ?? 0)]));
const totalOf = (figures: ByManager): string => JSON.stringify(metrics.map((metric) => [...figures.values()].reduce((sum, each) => sum + (each[metric] ?? 0), 0)));

await boot();
await storeBank();
const { token } = await inTransaction((tx) => openSession('staff', 'boss', 12, 'bench', tx));
const results = [];
let stored = 0;
for (const size of [full / 10, full]) {
  await storeFacts(stored, size);
  stored = size;
  const rebuildStartedMs = performance.now();
  await call(startRebuild, {}, { actor: systemActor('bench') });
  await workOff();
  const rebuildSeconds = seconds(rebuildStartedMs);
  const duck = await fillDuck();
  const server = await startBuilt('server', { args: ['--role=web'], env: serverSettings() });
  const asking = ask(server.port, token);
  const took: Record<string, number[]> = { raw: [], duck: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const measure = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const startedMs = performance.now();
      const result = await work();
      if (round > 0) (took[name] ??= []).push(performance.now() - startedMs); // the first warms up
      return result;
    };
    for (const [name, question] of Object.entries(kinds)) for (let n = 0; n < questions; n += 1) {
      const [operation, input] = question();
      await measure(name, () => asking(operation, input));
    }
    const [from, to] = [nextDay(firstDay, round), nextDay(lastDay, -round)];
    const raw = await measure('raw', () => askRaw(from, to));
    const ducks = await measure('duck', () => duck.ask(from, to));
    const { total } = await asking('getReport', { from, to });
    const leaders = await leadersOf(asking, from, to);
    check(told(raw, raw.keys()) === told(ducks, ducks.keys()), 'MongoDB 原始数据与 DuckDB 不一致');
    check(told(leaders, leaders.keys()) === told(raw, [...raw.keys()].filter((each) => each !== '')), '读模型与原始数据不一致');
    check(totalOf(raw) === JSON.stringify(metrics.map((metric) => total[metric])), '总行合计与原始数据不一致');
  }
  const rows = await Figure.estimatedDocumentCount();
  const peakMb = Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024);
  await server.stop();
  duck.close();
  const sorted = (name: string) => [...took[name] ?? []].sort((a, b) => a - b);
  for (const name of Object.keys(kinds)) results.push({ facts: size * 2, what: name, 'p50 ms': rounded(quantile(sorted(name), 0.5)), 'p95 ms': rounded(quantile(sorted(name), 0.95)), 'max ms': rounded(sorted(name).at(-1) ?? 0), note: `web ${peakMb} MB` });
  const [rawMs, duckMs] = [median(took.raw ?? []), median(took.duck ?? [])];
  results.push({ facts: size * 2, what: '原始数据，一次聚合', 'p50 ms': rounded(rawMs), 'max ms': rounded(sorted('raw').at(-1) ?? 0), note: `DuckDB 的 ${rounded(rawMs / duckMs)} 倍` });
  results.push({ facts: size * 2, what: `DuckDB ${duck.version}`, 'p50 ms': rounded(duckMs), 'max ms': rounded(sorted('duck').at(-1) ?? 0), note: '同样的行，在内存中' });
  results.push({ facts: size * 2, what: '重算', 'p50 ms': rounded(rebuildSeconds * 1_000, 0), note: `${rounded((rebuildSeconds / (size * 2)) * 1e6)} µs/条，${rows} 个汇总` });
  check((sorted('raw').at(-1) ?? 0) < mostRawSeconds * 1_000, `原始数据超过 ${mostRawSeconds} s`);
}
table(results);
for (const { facts, what, 'p95 ms': p95 } of results) check(p95 === undefined || p95 <= mostMs, `${what}（${facts} 条）p95 ${p95} ms，超过 ${mostMs} ms`);
console.log(`MongoDB ${(await mongoose.connection.db?.admin().serverInfo())?.version}，Node ${process.version}`);
await mongoose.disconnect();
process.exit(0);

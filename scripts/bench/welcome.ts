import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { ChannelCode } from '../../server/channels/channelCode.model.ts';
import { wayOfCode } from '../../server/channels/contactWays.ts';
import { createCode } from '../../server/channels/createCode.ts';
import { listWelcomes } from '../../server/content/listWelcomes.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { startSync } from '../../server/org/startSync.ts';
import { boot } from '../../server/run.ts';
import { systemActor, type StaffActor } from '../../server/platform/actor.ts';
import { now } from '../../server/platform/clock.ts';
import { call } from '../../server/platform/operation.ts';
import { Progress } from '../../server/platform/progress.ts';
import { redis } from '../../server/platform/redis.ts';
import { queueOf } from '../../server/platform/queue.ts';
import { check, quantile, serverSettings, startBuilt, table } from './lib.mjs';

/** P2: 2,000 people add through one code within a minute while 50,000 filler jobs wait on the lane of pushes. */
const adds = Number(process.env.BENCH_ADDS ?? 2_000);
const perSecond = Math.ceil(adds / 60);
const warmUp = 400;
const fillers = Number(process.env.BENCH_FILLERS ?? 50_000);

const sandbox = await startBuilt('sandbox', { env: process.env });
const server = await startBuilt('server', { args: ['--role=all'], env: serverSettings() });

async function control<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  check(response.ok, `${path} ${response.status}`);
  return await response.json() as T;
}
async function until(holds: () => Promise<boolean>, ms: number, words: string): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await holds())) {
    check(performance.now() < deadline, words);
    await sleep(250);
  }
}

await boot();
await control('callback', { url: `${server.url}/wecom/callback`, check: false });
const sync = await call(startSync, {}, { actor: systemActor('bench') });
await until(async () => (await Progress.findById(sync.progressId).lean())?.state === 'done', 60_000, '同步组织架构');
const operator: StaffActor = { kind: 'staff', id: 'u_operator', name: '', roles: ['operator'], departmentPaths: ['/1/'], sessionId: '', signedInAt: now() };
const { rows: [welcome] } = await call(listWelcomes, {}, { actor: operator });
const code = await call(createCode, {
  name: 'P2', staff: [{ userid: 'u_amy', dailyCap: null, shifts: [] }, { userid: 'u_ben', dailyCap: null, shifts: [] }], backupUserid: 'u_amy',
  tagIds: [], welcomeVersionId: welcome?.versionId ?? '', remarkPrefix: '',
}, { actor: operator });
await until(async () => (await ChannelCode.findById(code.id).lean())?.state === 'active', 30_000, '渠道码同步');
const configId = (await wayOfCode(code.id)).configId;
// As a server that has run for a while: code compiled, media uploaded, token fetched.
await control('burst', { count: warmUp, perSecond: 20, configId });
await until(async () => (await Outbound.countDocuments({ state: 'sent' })) >= warmUp, 60_000, '预热的欢迎语送达');
for (let from = 0; from < fillers; from += 5_000) {
  await queueOf('bulk').addBulk(Array.from({ length: 5_000 }, (_, index) => ({ data: { job: 'channels.refreshDuty', ids: [`filler:${from + index}`] }, opts: { removeOnComplete: true } })));
}
await until(async () => /aof_rewrite_in_progress:0/.test(await redis().info('persistence')), 30_000, 'Redis 整理日志');
await sleep(5_000);
const since = Date.now();
const fillersAtStart = (await queueOf('bulk').getJobCounts()).waiting;
await control('burst', { count: adds, perSecond, configId });
await until(async () => (await Outbound.countDocuments({ state: { $in: ['sent', 'missed', 'failed', 'uncertain', 'refused'] } })) >= adds + warmUp, 180_000, '欢迎语全部有结果');
const { rows } = await control<{ rows: { callbackAt: string; acceptedAt: string }[] }>(`welcomes?since=${new Date(since).toISOString()}`);
const took = rows.map((row) => Date.parse(row.acceptedAt) - Date.parse(row.callbackAt)).sort((a, b) => a - b);
const firstMs = Math.min(...rows.map((row) => Date.parse(row.callbackAt)));
const slow = rows.map((row) => ({ at: Math.round((Date.parse(row.callbackAt) - firstMs) / 1000), ms: Date.parse(row.acceptedAt) - Date.parse(row.callbackAt) })).filter((row) => row.ms > 400);
const bySecond = new Map<number, number>();
for (const { at } of slow) bySecond.set(at, (bySecond.get(at) ?? 0) + 1);
console.log('超过 400 ms 的各秒：', [...bySecond].map(([at, n]) => `${at}s×${n}`).join(' ') || '无');
const missed = await Outbound.countDocuments({ state: { $ne: 'sent' } });
table([{ side: 'Guanhu', welcomes: took.length, 'not sent': missed, 'fillers waiting at start': fillersAtStart, 'p50 ms': quantile(took, 0.5), 'p99 ms': quantile(took, 0.99), 'max ms': took.at(-1) }, { side: "WeCom's limit", 'max ms': 20_000 }]);
check(took.length === adds && missed === 0, `${took.length} 条送达，${missed} 条未送达，应为 ${adds} 与 0`);
const { db } = mongoose.connection;
const status = await db?.admin().command({ serverStatus: 1 });
const perAdd = Object.entries<{ total?: number }>(status?.metrics.commands).map(([name, { total = 0 }]) => [name, total / adds] as const).filter(([, each]) => each > 0.2);
console.log('MongoDB 命令 / 次添加：', Object.fromEntries(perAdd.map(([name, each]) => [name, Number(each.toFixed(1))])));
await server.stop();
await sandbox.stop();
process.exit(0);

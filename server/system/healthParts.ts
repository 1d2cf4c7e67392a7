import { businessTime, monotonicMs, systemTime } from '../platform/clock.ts';
import { mongoReady } from '../platform/mongo.ts';
import { redis, redisReady } from '../platform/redis.ts';
import { SchedulerLease } from '../platform/scheduler.ts';
import { hasToken } from '../wecom/token.ts';

export interface Part { name: string; ok: boolean; detail: string }

/** What the system stands on, each with one sentence. */
export const healthParts = (): Promise<Part[]> => Promise.all([mongo(), redisPart(), scheduler(), wecomToken()]);

async function mongo(): Promise<Part> {
  const startedMs = monotonicMs();
  const ok = await mongoReady();
  return { name: 'MongoDB', ok, detail: ok ? `可读写，响应 ${since(startedMs)} 毫秒` : '没有可写的主节点' };
}

async function redisPart(): Promise<Part> {
  const startedMs = monotonicMs();
  const ok = redisReady() && (await redis().ping().then(() => true, () => false)); // health is the answer, the connection's own events carry the reason
  return { name: 'Redis', ok, detail: ok ? `已连接，响应 ${since(startedMs)} 毫秒` : '未连接；待处理的任务不会丢失，恢复后继续' };
}

/** The lease runs on the machine's own time. */
async function scheduler(): Promise<Part> {
  const lease = await SchedulerLease.findById('scheduler').lean();
  const ok = lease !== null && lease.until > systemTime();
  if (ok) return { name: '调度', ok, detail: `运行中：${lease.holder}` };
  return { name: '调度', ok, detail: lease && lease.until.getTime() > 0 ? `停于 ${businessTime(lease.until).format('M月D日 HH:mm')}，请启动 scheduler 进程` : '没有在运行，请启动 scheduler 进程' };
}

async function wecomToken(): Promise<Part> {
  const ok = await hasToken().catch(() => false); // Redis is away: its own line says so
  return { name: '企业微信凭证', ok, detail: ok ? '已取得' : '尚未取得，首次调用时自动取得；可用「检查连接」立即试一次' };
}

const since = (startedMs: number): number => Math.round(monotonicMs() - startedMs);

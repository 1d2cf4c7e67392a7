import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import mongoose from 'mongoose';
import { domains } from '../../server/domains.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { buildApp } from '../../server/platform/http.ts';
import { findJob } from '../../server/platform/job.ts';
import { disconnectMongo } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { closeQueues } from '../../server/platform/queue.ts';
import { disconnectRedis, redis } from '../../server/platform/redis.ts';
import { work } from '../../server/platform/worker.ts';
import { now } from '../../server/platform/clock.ts';
import { boot } from '../../server/run.ts';

let server: Server | undefined;
export let baseUrl = '';

/** A web process inside the test, on real MongoDB, Redis and HTTP, with empty data. Call at the top of a test file. */
export function useServer(): void {
  beforeAll(async () => {
    await boot();
    await emptyData();
    server = createServer(buildApp(domains).callback());
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    setClock(systemTime);
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    await closeQueues(1_000);
    await Promise.all([disconnectMongo(), disconnectRedis()]);
  });
}

/** Empties every collection and Redis number of this worker; indexes stay. */
export async function emptyData(): Promise<void> {
  await Promise.all(Object.values(mongoose.models).map((each) => each.collection.deleteMany({})));
  await redis().flushdb();
  for (const each of domains) await each.boot?.();
}

/** Business time stands still at this instant until it is set again. */
export const freezeClock = (at: string): void => setClock(() => new Date(at));

/** Does all work that is owed and due now, and what follows from it, as a worker would; gives how many rows. */
export async function workOff(limit = 10_000): Promise<number> {
  let done = 0;
  while (done < limit) {
    const rows = await Owed.find({ state: 'waiting', dueAt: { $lte: now() } }, { job: 1 }).sort({ dueAt: 1 }).limit(100).lean();
    if (rows.length === 0) return done;
    for (const ids of groups(rows)) await work(ids);
    done += rows.length;
  }
  throw new Error(`work goes on after ${limit} rows`);
}

/** As the sweep hands them over: as many together as their job takes. */
function groups(rows: { _id: string; job: string }[]): { job: string; ids: string[] }[] {
  return [...new Set(rows.map((row) => row.job))].flatMap((job) => {
    const ids = rows.filter((row) => row.job === job).map((row) => row._id);
    const many = findJob(job)?.many ?? 1;
    return Array.from({ length: Math.ceil(ids.length / many) }, (_, part) => ({ job, ids: ids.slice(part * many, (part + 1) * many) }));
  });
}

export interface HttpAnswer { status: number; body: any; headers: Headers } // a test looks into whatever came

/** `POST /api/<name>` as the admin panel (`token`) or the mini-program (`bearer`) would send it. */
export async function post(name: string, input: unknown, options: { token?: string; bearer?: string; headers?: Record<string, string>; rawBody?: string } = {}): Promise<HttpAnswer> {
  const response = await fetch(`${baseUrl}/api/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(options.token ? { cookie: `guanhu=${options.token}` } : {}),
      ...(options.bearer ? { authorization: `Bearer ${options.bearer}` } : {}),
      ...options.headers,
    },
    body: options.rawBody ?? JSON.stringify(input),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
}

import { Owed } from '../../server/platform/owed.model.ts';
import { startBeat, stopBeat } from '../../server/platform/processes.ts';
import { SchedulerLease } from '../../server/platform/scheduler.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { aFailedWork } from '../support/systemBuilders.ts';

useServer();

let admin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});

const call = (input: unknown, token?: string) => post('system.getHealth', input, token ? { token } : {});
const part = (body: { parts: { name: string }[] }, name: string) => body.parts.find((each) => each.name === name);

test('connections, processes, lanes, owed and failed work', async () => {
  await startBeat('all');
  const at = systemTime();
  const later = new Date(at.getTime() + 3_600_000);
  const waiting = { job: 'customers.readContact', payload: {}, state: 'waiting' as const, createdAt: at };
  await Owed.create([{ _id: 'customers.readContact:due', dueAt: at, handAt: at, ...waiting }, { _id: 'customers.readContact:later', dueAt: later, handAt: later, ...waiting }]);
  const failed = await aFailedWork({ key: 'wm1' });
  await SchedulerLease.updateOne({ _id: 'scheduler' }, { holder: 'host:1:abc', until: new Date(at.getTime() + 5_000), term: 1 }, { upsert: true });

  const { status, body } = await call({}, admin.token);
  expect(status).toBe(200);
  expect(part(body, 'MongoDB')).toMatchObject({ ok: true });
  expect(part(body, 'Redis')).toMatchObject({ ok: true });
  expect(part(body, '调度')).toEqual({ name: '调度', ok: true, detail: '运行中：host:1:abc' });
  expect(part(body, '企业微信凭证')).toMatchObject({ ok: false });
  expect(body.processes).toMatchObject([{ role: 'all', memoryMb: expect.any(Number) }]);
  expect(body.lanes.map((each: { lane: string }) => each.lane)).toEqual(['callback', 'welcome', 'sms', 'event', 'bulk']);
  expect(body.owed).toEqual({ waiting: 1, failed: 1 });
  expect(body.failedWork).toEqual([{ id: failed, job: 'customers.readContact', reason: '企业微信返回 48002', failedAt: '2026-11-22T03:00:00.000Z', can: ['system.retryWork'] }]);
  expect(body.queuesUrl).toBe('/admin/queues');
  await stopBeat();
});

test('a scheduler that has stopped is told, and again the same', async () => {
  await SchedulerLease.updateOne({ _id: 'scheduler' }, { holder: 'host:1:abc', until: new Date('2026-11-22T03:05:00.000Z'), term: 1 }, { upsert: true });
  const stopped = { name: '调度', ok: false, detail: '停于 11月22日 11:05，请启动 scheduler 进程' };
  expect(part((await call({}, admin.token)).body, '调度')).toEqual(stopped);
  expect(part((await call({}, admin.token)).body, '调度')).toEqual(stopped);
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each(['manager', 'supervisor', 'operator', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  expect(await call({}, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([[{ lane: 'bulk' }, 'lane'], [{ state: { $ne: 1 } }, 'state.$ne']])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, admin.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { advanceProgress, endProgress, expectProgress, startProgress } from '../../server/platform/progress.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();

let operator: SignedIn;
let admin: SignedIn;
beforeAll(async () => {
  await aTree();
  operator = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});

const call = (input: unknown, token?: string) => post('system.getProgress', input, token ? { token } : {});
let count = 0;
const aProgress = (startedBy: string) => inTransaction(async (tx) => {
  const { progressId } = await startProgress(`test.${(count += 1)}`, '导入客户', systemActor(startedBy), tx);
  await expectProgress(progressId, 4, tx);
  return progressId;
});

test('who started the work sees how far it is, then that it is done', async () => {
  freezeClock('2026-11-22T03:00:00.000Z');
  const progressId = await aProgress(operator.staff._id);
  await inTransaction((tx) => advanceProgress(progressId, 3, tx));
  const running = { id: progressId, title: '导入客户', state: 'running', doneCount: 3, failedCount: 0, totalCount: 4, reason: null, startedAt: '2026-11-22T03:00:00.000Z', endedAt: null };
  expect(await call({ progressId }, operator.token)).toMatchObject({ status: 200, body: running });
  expect((await call({ progressId }, operator.token)).body).toEqual(running);
  freezeClock('2026-11-22T03:01:00.000Z');
  await inTransaction((tx) => advanceProgress(progressId, 1, tx));
  expect((await call({ progressId }, operator.token)).body).toMatchObject({ state: 'done', doneCount: 4, endedAt: '2026-11-22T03:01:00.000Z' });
});

test('failed work says why; an administrator sees everybody’s', async () => {
  const progressId = await aProgress(operator.staff._id);
  await inTransaction((tx) => endProgress(progressId, 'failed', '企业微信返回 48002', tx));
  expect((await call({ progressId }, admin.token)).body).toMatchObject({ state: 'failed', reason: '企业微信返回 48002' });
});

test("another's work, and work that is not there: 404", async () => {
  const other = await aSignedIn({ place: 'tianhe', roles: ['operator'] });
  expect(await call({ progressId: await aProgress(operator.staff._id) }, other.token)).toMatchObject({ status: 404, body: { code: 'platform.notFound' } });
  expect(await call({ progressId: 'nothing' }, admin.token)).toMatchObject({ status: 404, body: { code: 'platform.notFound' } });
});

test('nobody signed in: 401', async () => {
  expect(await call({ progressId: 'x' })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each([
  [{}, 'progressId'],
  [{ progressId: { $ne: '' } }, 'progressId.$ne'],
  [{ progressId: 'x', startedBy: 'u' }, 'startedBy'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, operator.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

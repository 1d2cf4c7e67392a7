import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { aCode, newWay, paths, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { ok, refusal } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
let supervisor: SignedIn;
beforeAll(async () => {
  await aTree();
  supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  await aStaff({ userid: 'u_amy', place: 'bund' });
});
const ask = (input: unknown, token?: string) => post('channels.retryCode', input, token ? { token } : {});

test('what WeCom refused says why, and is tried again', async () => {
  played.wecom.answer(paths.add, refusal(41_054));
  const code = await aCode({ by: supervisor.staff });
  expect(code).toMatchObject({ state: 'failed', reason: '所选员工中有人未激活企业微信或未实名', configId: '' });
  const shown = await post('channels.getCode', { id: code._id }, { token: supervisor.token });
  expect(shown.body.can).toEqual(['channels.updateCode', 'channels.disableCode', 'channels.retryCode', 'channels.getCodeFigures']);
  played.wecom.answer(paths.add, ({ body }) => ok(newWay(played.ways, body)));
  expect(await ask({ id: code._id }, supervisor.token)).toMatchObject({ status: 200, body: { state: 'syncing', reason: '' } });
  await workOff();
  expect(await storedCode(code._id)).toMatchObject({ state: 'active', reason: '', configId: [...played.ways.keys()][0] });
});

test('the second call, and one for a code that works, change nothing', async () => {
  played.wecom.answer(paths.add, refusal(41_054));
  const code = await aCode({ by: supervisor.staff });
  const first = await ask({ id: code._id }, supervisor.token);
  expect((await ask({ id: code._id }, supervisor.token)).body).toEqual(first.body);
  expect((await storedCode(code._id)).revision).toBe(2);
  await workOff();
});

test('the audit log says who', async () => {
  const code = await aCode({ by: supervisor.staff });
  await ask({ id: code._id }, supervisor.token);
  expect(await AuditLog.find({ subject: `channelCode:${code._id}`, operation: 'channels.retryCode' }).lean()).toMatchObject([{ actorId: supervisor.staff._id }]);
});

test("another branch's code, and one that never was: 404", async () => {
  const code = await aCode({ by: supervisor.staff });
  const far = await aSignedIn({ place: 'south', roles: ['admin'] });
  expect(await ask({ id: code._id }, far.token)).toMatchObject({ status: 404, body: { code: 'channels.codeNotFound' } });
  expect(await ask({ id: 'none' }, supervisor.token)).toMatchObject({ status: 404 });
  expect((await storedCode(code._id)).state).toBe('active');
});

test('nobody signed in: 401; managers and reviewers: 403', async () => {
  expect(await ask({ id: 'x' })).toMatchObject({ status: 401 });
  for (const role of ['manager', 'compliance'] as const) expect(await ask({ id: 'x' }, (await aSignedIn({ roles: [role] })).token)).toMatchObject({ status: 403 });
});

test.each([[{}, 'id'], [{ id: { $ne: '' } }, 'id.$ne'], [{ id: 'x', force: true }, 'force']])('bad input %j names the field', async (input, path) => {
  const answer = await ask(input, supervisor.token);
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { aCode, codeFields, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';

useServer();
const played = useCodeWecom();
let supervisor: SignedIn;
beforeAll(async () => {
  await aTree();
  supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  await aStaff({ userid: 'u_amy', place: 'bund' });
});
const ask = (input: unknown, token?: string) => post('channels.disableCode', input, token ? { token } : {});

test('a disabled code leads nobody in; WeCom keeps its contact way, so that a print works again later', async () => {
  const code = await aCode({ by: supervisor.staff });
  const answer = await ask({ id: code._id }, supervisor.token);
  expect(answer).toMatchObject({ status: 200, body: { state: 'disabled', qrCodeUrl: code.qrCode, can: ['channels.updateCode', 'channels.enableCode', 'channels.getCodeFigures'] } });
  await workOff();
  expect(await storedCode(code._id)).toMatchObject({ state: 'disabled', configId: code.configId, disabledSpans: [{ until: null }] });
  expect(played.ways.size).toBe(1);
});

test('the second call changes nothing', async () => {
  const code = await aCode({ by: supervisor.staff });
  const first = await ask({ id: code._id }, supervisor.token);
  expect((await ask({ id: code._id }, supervisor.token)).body).toEqual(first.body);
  expect((await storedCode(code._id)).disabledSpans).toHaveLength(1);
});

test('disabled while WeCom is making it: it stays disabled', async () => {
  const made = await post('channels.createCode', codeFields(), { token: supervisor.token });
  await ask({ id: made.body.id }, supervisor.token);
  await workOff();
  expect(await storedCode(made.body.id)).toMatchObject({ state: 'disabled' });
});

test('the audit log says who', async () => {
  const code = await aCode({ by: supervisor.staff });
  await ask({ id: code._id }, supervisor.token);
  expect(await AuditLog.find({ subject: `channelCode:${code._id}`, operation: 'channels.disableCode' }).lean()).toMatchObject([{ actorId: supervisor.staff._id }]);
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

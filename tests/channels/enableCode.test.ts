import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { aCode, paths, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
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
const ask = (input: unknown, token?: string) => post('channels.enableCode', input, token ? { token } : {});

test('an enabled code works again under the same QR', async () => {
  const code = await aDisabledCode();
  const answer = await ask({ id: code._id }, supervisor.token);
  expect(answer).toMatchObject({ status: 200, body: { state: 'syncing', qrCodeUrl: code.qrCode } });
  await workOff();
  const row = await storedCode(code._id);
  expect(row).toMatchObject({ state: 'active', configId: code.configId, revision: 2 });
  expect(row.disabledSpans[0]?.until).toBeInstanceOf(Date);
  expect(played.wecom.to(paths.add)).toHaveLength(1);
});

test('the second call changes nothing', async () => {
  const code = await aDisabledCode();
  const first = await ask({ id: code._id }, supervisor.token);
  expect((await ask({ id: code._id }, supervisor.token)).body).toEqual(first.body);
  await workOff();
  expect((await ask({ id: code._id }, supervisor.token)).body).toMatchObject({ state: 'active' });
  expect(played.wecom.to(paths.update)).toHaveLength(1);
});

async function aDisabledCode() {
  const code = await aCode({ by: supervisor.staff });
  await post('channels.disableCode', { id: code._id }, { token: supervisor.token });
  return code;
}

test('the audit log says who', async () => {
  const code = await aCode({ by: supervisor.staff });
  await ask({ id: code._id }, supervisor.token);
  expect(await AuditLog.find({ subject: `channelCode:${code._id}`, operation: 'channels.enableCode' }).lean()).toMatchObject([{ actorId: supervisor.staff._id }]);
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

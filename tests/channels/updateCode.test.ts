import { AuditLog } from '../../server/audit/auditRow.model.ts';
import type { ChannelCodeRow } from '../../server/channels/channelCode.model.ts';
import { ChannelCode } from '../../server/channels/channelCode.model.ts';
import { aCode, codeFields, paths, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';

useServer();
const played = useCodeWecom();
let supervisor: SignedIn;
let far: SignedIn;
beforeAll(async () => {
  await aTree();
  supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  far = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  for (const userid of ['u_amy', 'u_ben']) await aStaff({ userid, place: 'bund' });
  await aStaff({ userid: 'u_far', place: 'tianhe' });
});
const update = (input: unknown, token?: string) => post('channels.updateCode', input, token ? { token } : {});
const sent = ({ _id, edition, name, staff, backupUserid, tagIds, welcomeVersionId, remarkPrefix }: ChannelCodeRow) => ({ id: _id, edition, name, staff, backupUserid, tagIds, welcomeVersionId, remarkPrefix });

test('a change of staff goes to WeCom: syncing, then active with the same QR', async () => {
  const code = await aCode({ by: supervisor.staff });
  const answer = await update({ ...sent(code), staff: codeFields({ staff: [{ userid: 'u_ben' }] }).staff }, supervisor.token);
  expect(answer).toMatchObject({ status: 200, body: { state: 'syncing', qrCodeUrl: code.qrCode, staff: [{ userid: 'u_ben' }] } });
  await workOff();
  expect(await storedCode(code._id)).toMatchObject({ state: 'active', revision: 2, configId: code.configId, dutyUserids: ['u_ben'] });
  expect(played.wecom.to(paths.update).map((each) => each.body)).toEqual([{ config_id: code.configId, remark: code.name, state: code.wecomState, skip_verify: true, user: ['u_ben'] }]);
  expect(played.wecom.to(paths.add)).toHaveLength(1);
  expect(await AuditLog.find({ subject: `channelCode:${code._id}`, operation: 'channels.updateCode' }).lean()).toMatchObject([{ detail: { staff: ['u_ben'] } }]);
});

test('a change of welcome is ours alone: WeCom is not asked', async () => {
  const code = await aCode({ by: supervisor.staff });
  const answer = await update({ ...sent(code), welcomeVersionId: 'welcome-notice-1' }, supervisor.token);
  expect(answer).toMatchObject({ status: 200, body: { state: 'active', welcome: { versionId: 'welcome-notice-1', title: '网点服务（含隐私说明）' } } });
  await workOff();
  expect(played.wecom.to(paths.update)).toHaveLength(0);
});

test('the same change again gives the same answer', async () => {
  const code = await aCode({ by: supervisor.staff });
  const change = { ...sent(code), name: `${code.name}改` };
  const first = await update(change, supervisor.token);
  expect((await update(change, supervisor.token)).body).toEqual(first.body);
  await workOff();
  expect((await update(change, supervisor.token)).body).toMatchObject({ state: 'active', name: `${code.name}改` });
  expect(played.wecom.to(paths.update)).toHaveLength(1);
});

test('another change while it is syncing: 409', async () => {
  const code = await aCode({ by: supervisor.staff });
  await update({ ...sent(code), name: `${code.name}一` }, supervisor.token);
  expect(await update({ ...sent(code), name: `${code.name}二` }, supervisor.token)).toMatchObject({ status: 409, body: { code: 'channels.codeBusy' } });
  await workOff();
});

test('a disabled code is changed without a call; it stays disabled', async () => {
  const code = await aCode({ by: supervisor.staff });
  await post('channels.disableCode', { id: code._id }, { token: supervisor.token });
  const answer = await update({ ...sent(await storedCode(code._id)), name: `${code.name}停` }, supervisor.token);
  expect(answer).toMatchObject({ status: 200, body: { state: 'disabled', name: `${code.name}停` } });
  await workOff();
  expect(played.wecom.to(paths.update)).toHaveLength(0);
});

test('a name that another code has: 409', async () => {
  const [one, other] = [await aCode({ by: supervisor.staff }), await aCode({ by: supervisor.staff })];
  expect(await update({ ...sent(one), name: other.name }, supervisor.token)).toMatchObject({ status: 409, body: { code: 'channels.codeNameTaken' } });
  expect((await storedCode(one._id)).name).toBe(one.name);
});

test("another branch's code does not exist: 404; its staff cannot be chosen: 409", async () => {
  const code = await aCode({ by: supervisor.staff });
  expect(await update(sent(code), far.token)).toMatchObject({ status: 404, body: { code: 'channels.codeNotFound' } });
  expect(await update({ ...sent(code), staff: codeFields({ staff: [{ userid: 'u_far' }] }).staff }, supervisor.token)).toMatchObject({ status: 409, body: { code: 'channels.staffUnavailable' } });
  expect(await ChannelCode.countDocuments({ _id: code._id, revision: 1 })).toBe(1);
});

test('nobody signed in: 401; a manager: 403', async () => {
  const code = await aCode({ by: supervisor.staff });
  expect(await update(sent(code))).toMatchObject({ status: 401 });
  const { token } = await aSignedIn();
  expect(await update(sent(code), token)).toMatchObject({ status: 403 });
});

test.each([[{}, 'id'], [{ id: { $ne: 'x' } }, 'id.$ne'], [{ id: 'x', state: 'active' }, 'state'], [{ id: 'x', wecomState: 'ch_mine' }, 'wecomState']])('bad input %j names the field', async (change, path) => {
  const answer = await update({ ...codeFields(), ...change }, supervisor.token);
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

test('a form that was opened before somebody else changed the code is not saved over it', async () => {
  const code = await aCode({ by: supervisor.staff });
  await update({ ...sent(code), remarkPrefix: '新人' }, supervisor.token);
  expect(await update({ ...sent(code), remarkPrefix: '旧人' }, supervisor.token)).toMatchObject({ status: 409, body: { code: 'channels.codeChanged' } });
  expect((await storedCode(code._id)).remarkPrefix).toBe('新人');
});

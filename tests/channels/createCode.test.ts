import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { ChannelCode } from '../../server/channels/channelCode.model.ts';
import { createCode } from '../../server/channels/createCode.ts';
import { ContentVersion } from '../../server/content/contentVersion.model.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { call } from '../../server/platform/operation.ts';
import { codeFields, paths, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { someTags } from '../support/customersBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';

useServer();
const { wecom, ways } = wrap(useCodeWecom());
function wrap(played: ReturnType<typeof useCodeWecom>) { return { wecom: () => played.wecom, ways: played.ways }; }

let supervisor: SignedIn;
beforeAll(async () => {
  await aTree();
  await someTags();
  supervisor = await aSignedIn({ place: 'east', roles: ['supervisor'], name: '沈立群' });
  await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
  await aStaff({ userid: 'u_ben', name: '周本', place: 'xuhui' });
  await aStaff({ userid: 'u_far', place: 'tianhe' });
  await aStaff({ userid: 'u_left', place: 'bund', status: 'left' });
  await aStaff({ userid: 'u_inner', place: 'bund', canAddCustomers: false });
});
const create = (input: unknown, token?: string, headers = {}) => post('channels.createCode', input, { ...(token ? { token } : {}), headers });

test('a code is made, WeCom makes its contact way, and the audit log says who', async () => {
  const fields = codeFields({ name: '外滩厅堂', staff: [{ userid: 'u_amy', dailyCap: 20 }, { userid: 'u_ben' }], backupUserid: 'u_amy', tagIds: ['etGold'], remarkPrefix: '厅堂' });
  const { status, body } = await create(fields, supervisor.token);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    name: '外滩厅堂', state: 'syncing', reason: '', qrCodeUrl: '', backup: { userid: 'u_amy', name: '陈安琪' }, tags: [{ id: 'etGold', name: '金卡' }],
    welcome: { versionId: 'welcome-brief-1', title: '简短问候' }, remarkPrefix: '厅堂', departmentName: '华东分行', createdByName: '沈立群', addedToday: 0, addedTotal: 0,
    staff: [{ userid: 'u_amy', name: '陈安琪', departmentName: '外滩支行', dailyCap: 20, addedToday: 0, onDuty: true }, { userid: 'u_ben', departmentName: '徐汇支行', onDuty: true }],
  });
  await workOff();
  const row = await storedCode(body.id);
  const [way] = wecom().to(paths.add);
  expect(way?.body).toEqual({ type: 2, scene: 2, skip_verify: true, remark: '外滩厅堂', state: row.wecomState, user: ['u_amy', 'u_ben'] });
  expect(row).toMatchObject({ state: 'active', configId: [...ways.keys()][0], qrCode: [...ways.values()][0]?.qr_code, dutyUserids: ['u_amy', 'u_ben'], departmentPath: '/1/2/' });
  expect(row.wecomState).toMatch(/^ch_[0-9A-Za-z]{20}$/);
  expect(await AuditLog.find({ subject: `channelCode:${body.id}` }).lean()).toMatchObject([{ operation: 'channels.createCode', actorId: supervisor.staff._id, detail: { staff: ['u_amy', 'u_ben'], tagIds: ['etGold'] } }]);
  const shown = await post('channels.getCode', { id: body.id }, { token: supervisor.token });
  expect(shown.body).toMatchObject({ state: 'active', qrCodeUrl: row.qrCode, can: ['channels.updateCode', 'channels.disableCode', 'channels.getCodeFigures'] });
});

test('the same request again, under one key, gives the first answer; without a key the name is taken', async () => {
  const fields = codeFields({ name: '一次' });
  const first = await create(fields, supervisor.token, { 'Idempotency-Key': 'create-code-0001' });
  const second = await create(fields, supervisor.token, { 'Idempotency-Key': 'create-code-0001' });
  expect(second.body).toEqual(first.body);
  expect(await create(fields, supervisor.token)).toMatchObject({ status: 409, body: { code: 'channels.codeNameTaken' } });
  expect(await ChannelCode.countDocuments({ name: '一次' })).toBe(1);
});

test('two at once under one name: one code', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => create(codeFields({ name: '同时' }), supervisor.token)));
  expect(answers.map((each) => each.status).sort()).toEqual([200, 409, 409]);
});

test.each([
  ['of another branch', 'u_far'], ['who left', 'u_left'], ['without customer contact', 'u_inner'], ['whom nobody knows', 'u_nobody'],
])('staff %s is refused, as staff and as backup: 409', async (_case, userid) => {
  expect(await create(codeFields({ staff: [{ userid }] }), supervisor.token)).toMatchObject({ status: 409, body: { code: 'channels.staffUnavailable' } });
  expect(await create(codeFields({ backupUserid: userid }), supervisor.token)).toMatchObject({ status: 409, body: { code: 'channels.staffUnavailable' } });
});

test('a tag that does not exist: 404; a welcome that is not approved: 409, unknown: 404', async () => {
  expect(await create(codeFields({ tagIds: ['etNone'] }), supervisor.token)).toMatchObject({ status: 404, body: { code: 'customers.tagNotFound' } });
  expect(await create(codeFields({ welcomeVersionId: 'welcome-none-1' }), supervisor.token)).toMatchObject({ status: 404, body: { code: 'content.versionNotFound' } });
  await ContentVersion.updateOne({ _id: 'welcome-notice-1' }, { state: 'retired' });
  expect(await create(codeFields({ welcomeVersionId: 'welcome-notice-1' }), supervisor.token)).toMatchObject({ status: 409, body: { code: 'content.notApproved' } });
});

test('nobody signed in: 401', async () => {
  expect(await create(codeFields())).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each(['manager', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  expect(await create(codeFields(), token)).toMatchObject({ status: 403 });
});

const good = codeFields({ name: '好' });
test.each([
  [{ ...good, name: '' }, 'name'],
  [{ ...good, name: '字'.repeat(31) }, 'name'],
  [{ ...good, name: { $gt: '' } }, 'name.$gt'],
  [{ ...good, staff: [] }, 'staff'],
  [{ ...good, staff: [good.staff[0], good.staff[0]] }, 'staff'],
  [{ ...good, staff: [{ userid: 'u_amy', dailyCap: 0, shifts: [] }] }, 'staff.0.dailyCap'],
  [{ ...good, staff: [{ userid: 'u_amy', dailyCap: null, shifts: [{ weekdays: [1], from: '18:00', to: '09:00' }] }] }, 'staff.0.shifts.0'],
  [{ ...good, staff: [{ userid: 'u_amy', dailyCap: null, shifts: [{ weekdays: [7], from: '09:00', to: '18:00' }] }] }, 'staff.0.shifts.0.weekdays.0'],
  [{ ...good, remarkPrefix: '一二三四五六七八九' }, 'remarkPrefix'],
  [{ ...good, welcomeText: '自由撰写' }, 'welcomeText'],
])('bad input %# names the field %s', async (input, path) => {
  const answer = await create(input, supervisor.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

test('in process, at a time in the past, it belongs to headquarters', async () => {
  const at = new Date('2026-09-01T02:00:00Z');
  const made = await call(createCode, codeFields({ name: '往日' }), { actor: systemActor('seed'), at });
  expect(made).toMatchObject({ createdAt: at.toISOString(), createdByName: '系统', departmentName: '江海银行' });
  await workOff();
  expect(await storedCode(made.id)).toMatchObject({ state: 'active', departmentPath: '/1/' });
});

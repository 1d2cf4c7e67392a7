import { redis } from '../../server/platform/redis.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { aWecom, ok, refusal, type WecomStandIn } from '../support/wecomBuilders.ts';

useServer();

let admin: SignedIn;
let wecom: WecomStandIn;
beforeAll(async () => {
  wecom = await aWecom();
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});
afterAll(() => wecom.close());
beforeEach(async () => {
  await redis().flushdb();
  wecom.reset();
  wecom.answer('/cgi-bin/externalcontact/get_follow_user_list', ok({ follow_user: ['u_amy', 'u_ben'] }));
  wecom.answer('/cgi-bin/department/list', ok({ department: [{ id: 1 }, { id: 2 }, { id: 3 }] }));
});

const call = (input: unknown, token?: string) => post('wecom.checkConnection', input, token ? { token } : {});

test('all well: says what it found, and asks again at the next call', async () => {
  const checks = [
    { name: '访问凭证', ok: true, detail: '已取得', action: '' },
    { name: '客户联系', ok: true, detail: '2 名员工可以添加客户', action: '' },
    { name: '通讯录', ok: true, detail: '可见 3 个部门', action: '' },
  ];
  expect(await call({}, admin.token)).toMatchObject({ status: 200, body: { checks } });
  expect(await call({}, admin.token)).toMatchObject({ status: 200, body: { checks } });
  expect(wecom.to('/cgi-bin/gettoken').length).toBe(2);
});

test.each([[40001, 'WECOM_SECRET'], [40013, 'WECOM_CORP_ID'], [60020, '可信 IP']])('no token, %i: the reads wait for it', async (errcode, word) => {
  wecom.answer('/cgi-bin/gettoken', refusal(errcode));
  const { status, body } = await call({}, admin.token);
  expect(status).toBe(200);
  expect(body.checks.map((check: { ok: boolean }) => check.ok)).toEqual([false, false, false]);
  expect(body.checks[0].detail).toContain(String(errcode));
  expect(body.checks[0].action).toContain(word);
  expect(wecom.asked.length).toBe(1);
});

test('no right on customer contact: says where to give it', async () => {
  wecom.answer('/cgi-bin/externalcontact/get_follow_user_list', refusal(48002));
  const { body } = await call({}, admin.token);
  expect(body.checks.map((check: { ok: boolean }) => check.ok)).toEqual([true, false, true]);
  expect(body.checks[1].action).toContain('可调用应用');
});

test('a code without a row is named', async () => {
  wecom.answer('/cgi-bin/department/list', refusal(77777));
  const { body } = await call({}, admin.token);
  expect(body.checks[2]).toMatchObject({ ok: false, detail: '企业微信返回 77777' });
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401 });
  expect(wecom.asked).toEqual([]);
});

test.each(['manager', 'supervisor', 'operator', 'compliance'] as const)('a %s may not: 403', async (role) => {
  const { token } = await aSignedIn({ roles: [role] });
  expect(await call({}, token)).toMatchObject({ status: 403 });
  expect(wecom.asked).toEqual([]);
});

test.each([{ base: 'http://other.example' }, { $where: '1' }])('bad input %j: 400', async (input) => {
  expect(await call(input, admin.token)).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
});

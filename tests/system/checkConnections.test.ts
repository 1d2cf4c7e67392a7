import { config, type Config } from '../../server/platform/config.ts';
import { redis } from '../../server/platform/redis.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { baseUrl, post, useServer } from '../support/harness.ts';
import { useSandbox } from '../support/sandboxBuilders.ts';

/** Everything outside is the sandbox, which knows nothing of our checks; each thing is broken in turn. */
useServer();
const play = useSandbox();
let admin: SignedIn;
let well: Partial<Config>;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});
beforeEach(async () => {
  const { url, smtpPort } = play.running;
  well = {
    PUBLIC_URL: baseUrl, WECOM_API_BASE: url, WECOM_LOGIN_BASE: url, WECHAT_API_BASE: url, WECOM_SECRET: 'sandbox-secret', WECOM_CALLBACK_TOKEN: 'sandboxToken01', WECOM_CORP_ID: 'wwsandbox000000001', MINIPROGRAM_APPID: 'wxsandboxapp00001',
    MINIPROGRAM_SECRET: 'sandbox-miniprogram-secret', SMS_GATEWAY_URL: `${url}/sms/send`, SMS_GATEWAY_SECRET: 'sandbox-sms-secret', MAIL_URL: `smtp://guanhu:sandbox-mail-secret@127.0.0.1:${smtpPort}`, MAIL_FROM: '江海银行 <noreply@jianghai.example>',
  };
  Object.assign(config, well);
  await redis().flushdb();
});

interface Checked { name: string; ok: boolean; detail: string; action: string }
const call = (input: unknown, token?: string) => post('system.checkConnections', input, token ? { token } : {});
const checks = async (): Promise<Checked[]> => (await call({}, admin.token)).body.checks;
const wrong = async () => (await checks()).filter(({ ok }) => !ok);

test('all well: each says what it found, and is asked again at the next call', async () => {
  const { status, body } = await call({}, admin.token);
  expect(status).toBe(200);
  expect(body.checks.filter(({ ok }: Checked) => !ok)).toEqual([]);
  expect(body.checks.map(({ name }: Checked) => name)).toEqual(['访问地址', '服务器时钟', '短信网关', '邮件服务器', '访问凭证', '通讯录', '客户联系', '企业标签', '联系我', '接收回调', '扫码登录', '小程序']);
  expect(body.channels).toEqual(['wecom', 'mail', 'sms']);
  expect((await call({}, admin.token)).body.checks).toHaveLength(12);
});

test.each<[string, Partial<Config>, string, string[]]>([
  ['a wrong secret of the app', { WECOM_SECRET: 'wrong-secret' }, 'WECOM_SECRET', ['访问凭证', '通讯录', '客户联系', '企业标签', '联系我']],
  ['a wrong corp id', { WECOM_CORP_ID: 'ww0000000000000000' }, 'WECOM_CORP_ID', ['访问凭证', '通讯录', '客户联系', '企业标签', '联系我', '接收回调', '扫码登录']],
  ['a wrong secret of the mini-program', { MINIPROGRAM_SECRET: 'wrong-secret' }, 'MINIPROGRAM_SECRET', ['小程序']],
  ['a wrong appid', { MINIPROGRAM_APPID: 'wx0' }, 'MINIPROGRAM_APPID', ['小程序']],
  ['WeChat cannot be reached', { WECHAT_API_BASE: 'http://127.0.0.1:9' }, 'WECHAT_API_BASE', ['小程序']],
  ['WeCom cannot be reached', { WECOM_API_BASE: 'http://127.0.0.1:9' }, 'WECOM_API_BASE', ['服务器时钟', '访问凭证', '通讯录', '客户联系', '企业标签', '联系我']],
  ['a public address where nobody answers', { PUBLIC_URL: 'http://127.0.0.1:9' }, 'PUBLIC_URL', ['接收回调']],
  ['a public address without https', { PUBLIC_URL: 'http://guanhu.test' }, 'https', ['访问地址', '接收回调', '扫码登录']],
  ['a callback key that WeCom does not have', { WECOM_CALLBACK_TOKEN: 'anotherToken' }, 'PUBLIC_URL', ['接收回调']],
  ['no SMS gateway', { SMS_GATEWAY_URL: undefined }, 'SMS_GATEWAY_URL', ['短信网关']],
  ['a wrong password of the mail host', { MAIL_URL: 'smtp://guanhu:wrong@127.0.0.1:1' }, 'MAIL_URL', ['邮件服务器']],
])('%s: named, with what to change', async (_name, broken, word, names) => {
  Object.assign(config, broken);
  const found = await wrong();
  expect(found.map(({ name }) => name)).toEqual(names);
  expect(found.map(({ action }) => action).join()).toContain(word);
});

test.each<[number, string, string, string]>([
  [48002, '/cgi-bin/externalcontact/get_follow_user_list', '客户联系', '可调用应用'],
  [84074, '/cgi-bin/externalcontact/get_corp_tag_list', '企业标签', '使用范围'],
  [48002, '/cgi-bin/externalcontact/list_contact_way', '联系我', '可调用应用'],
  [60011, '/cgi-bin/department/list', '通讯录', '可见范围'],
  [60020, '/cgi-bin/gettoken', '访问凭证', '可信 IP'],
  [40164, '/cgi-bin/stable_token', '小程序', '白名单'],
  [77777, '/cgi-bin/department/list', '通讯录', '错误码'],
])('%i at %s', async (errcode, path, name, word) => {
  await play.control('faults', { path, errcode, times: 5 });
  const found = (await wrong()).find((each) => each.name === name);
  expect(found?.detail).toContain(String(errcode));
  expect(found?.action).toContain(word);
});

test('a sign-in domain that WeCom does not trust', async () => {
  Object.assign(config, { PUBLIC_URL: 'https://guanhu.test' });
  expect((await wrong()).find(({ name }) => name === '扫码登录')).toMatchObject({ detail: expect.stringContaining('50001'), action: expect.stringContaining('授权回调域设为 guanhu.test') });
});

test('nobody signed in: 401; others than administrators: 403; bad input: 400', async () => {
  expect(await call({})).toMatchObject({ status: 401 });
  for (const role of ['manager', 'supervisor', 'operator', 'compliance'] as const) expect(await call({}, (await aSignedIn({ roles: [role] })).token)).toMatchObject({ status: 403 });
  for (const input of [{ base: 'http://other.example' }, { $where: '1' }]) expect(await call(input, admin.token)).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
});

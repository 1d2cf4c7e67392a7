import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { config } from '../../server/platform/config.ts';
import { redis } from '../../server/platform/redis.ts';
import { Session } from '../../server/platform/session.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { useCorp, visit, type Page } from '../support/orgBuilders.ts';
import { refusal } from '../support/wecomBuilders.ts';

useServer();
const corp = useCorp();

const stateCookie = 'guanhu-signin';
beforeAll(aTree);
beforeEach(async () => {
  await redis().flushdb(); // each test has its own rate limit
});

/** The sign-in page was opened, and a person has scanned: what the browser then asks for. */
async function scanned(userid: string | null, next = '/admin/'): Promise<{ state: string; code: string }> {
  const page = await visit(`/auth/sign-in?next=${encodeURIComponent(next)}`);
  const code = `code_${corp.codes.size + 1}_${userid}`;
  corp.codes.set(code, userid);
  return { state: page.cookies.get(stateCookie)?.value ?? '', code };
}
const comeBack = ({ state, code }: { state: string; code: string }, cookies: Record<string, string> = { [stateCookie]: state }): Promise<Page> =>
  visit(`/auth/return?code=${code}&state=${state}`, { cookies });
const tokenOf = (page: Page) => page.cookies.get('guanhu')?.value ?? '';

test('a browser is sent to the code, with a state that it keeps in a cookie of its own', async () => {
  const page = await visit('/auth/sign-in?next=/admin/codes');
  const target = new URL(page.location);
  expect(page.status).toBe(302);
  expect(target.origin + target.pathname).toBe('https://login.work.weixin.qq.com/wwlogin/sso/login');
  expect(Object.fromEntries(target.searchParams)).toEqual({
    login_type: 'CorpApp', appid: 'wwsandbox000000001', agentid: '1000002', redirect_uri: 'http://guanhu.test/auth/return', state: page.cookies.get(stateCookie)?.value, lang: 'zh',
  });
  expect(target.searchParams.get('state')).toMatch(/^[0-9A-Za-z]{20}$/);
  expect(page.cookies.get(stateCookie)?.attributes).toMatch(/path=\/; expires=.*; httponly/);
  expect(page.cookies.get(stateCookie)?.attributes).toContain('samesite=lax');
  expect(page.headers.get('cache-control')).toBe('no-store');
});

test('inside WeCom the OAuth page is asked', async () => {
  const page = await visit('/auth/sign-in', { userAgent: 'Mozilla/5.0 wxwork/4.1 MicroMessenger/7.0' });
  expect(page.location).toMatch(/^https:\/\/open\.weixin\.qq\.com\/connect\/oauth2\/authorize\?appid=wwsandbox000000001&.*#wechat_redirect$/);
});

test('a member with a role comes in, lands where they wanted to go, and the audit log says so', async () => {
  const staff = await aStaff();
  const page = await comeBack(await scanned(staff._id, '/admin/codes?page=2'));
  expect(page).toMatchObject({ status: 302, location: '/admin/codes?page=2' });
  expect(page.cookies.get('guanhu')?.attributes).toMatch(/httponly/);
  expect(page.cookies.get('guanhu')?.attributes).toMatch(/path=\/; expires=.*; samesite=lax/);
  expect(page.cookies.get(stateCookie)).toMatchObject({ value: '' });
  expect(await post('org.getSession', {}, { token: tokenOf(page) })).toMatchObject({ status: 200, body: { userid: staff._id, departmentName: '外滩支行' } });
  expect(await AuditLog.find({ operation: 'org.signIn', actorId: staff._id }).lean()).toMatchObject([{ actorKind: 'staff', subject: `staff:${staff._id}` }]);
  const [session] = await Session.find({ subjectId: staff._id }).lean();
  expect(session).toMatchObject({ kind: 'staff', userAgent: 'Mozilla/5.0 Chrome/140' });
  expect((session?.expiresAt.getTime() ?? 0) - (session?.signedInAt.getTime() ?? 0)).toBe(config.SESSION_HOURS * 3_600_000);
});

test('each sign-in makes a new token, and ends the session that the browser had', async () => {
  const staff = await aStaff();
  const first = tokenOf(await comeBack(await scanned(staff._id)));
  expect(await post('org.getSession', {}, { token: first })).toMatchObject({ status: 200 });
  const going = await scanned(staff._id);
  const second = tokenOf(await comeBack(going, { [stateCookie]: going.state, guanhu: first }));
  expect(second).not.toBe(first);
  expect(await post('org.getSession', {}, { token: first })).toMatchObject({ status: 401 });
  expect(await post('org.getSession', {}, { token: second })).toMatchObject({ status: 200 });
});

test("another person's session in the same browser is theirs to end", async () => {
  const other = await aSignedIn();
  const going = await scanned((await aStaff())._id);
  await comeBack(going, { [stateCookie]: going.state, guanhu: other.token });
  expect(await post('org.getSession', {}, { token: other.token })).toMatchObject({ status: 200 });
});

const expired = { status: 400, text: expect.stringContaining('登录链接已失效') };

test('a state that is not the one in the cookie opens nothing, and spends no code', async () => {
  const staff = await aStaff();
  const [own, foreign] = [await scanned(staff._id), await scanned(staff._id)];
  expect(await comeBack(foreign, { [stateCookie]: own.state })).toMatchObject(expired);
  expect(await comeBack(foreign, {})).toMatchObject(expired);
  expect(await visit(`/auth/return?code=${own.code}`, { cookies: { [stateCookie]: own.state } })).toMatchObject(expired);
  expect(await visit(`/auth/return?code=${own.code}&state=${own.state}&state=${own.state}`, { cookies: { [stateCookie]: own.state } })).toMatchObject(expired);
  expect(await visit('/auth/return?code=made_up&state=made_up', { cookies: { [stateCookie]: 'made_up' } })).toMatchObject(expired);
  expect(corp.wecom.to('/cgi-bin/auth/getuserinfo')).toHaveLength(0);
  expect(await Session.countDocuments({ subjectId: staff._id })).toBe(0);
});

test('a state works once, even with a code that is still good', async () => {
  const staff = await aStaff();
  const going = await scanned(staff._id);
  expect(await comeBack(going)).toMatchObject({ status: 302 });
  corp.codes.set('fresh_code', staff._id);
  expect(await comeBack({ ...going, code: 'fresh_code' })).toMatchObject(expired);
});

test('of two returns at once with one state, one comes in', async () => {
  const staff = await aStaff();
  const going = await scanned(staff._id);
  corp.codes.set('second_code', staff._id);
  const pages = await Promise.all([comeBack(going), comeBack({ ...going, code: 'second_code' })]);
  expect(pages.map((page) => page.status).sort()).toEqual([302, 400]);
});

test('a state ends after ten minutes', async () => {
  const { state } = await scanned('u_x');
  const [key = ''] = await redis().keys(`*${state}`);
  expect(await redis().ttl(key)).toBeGreaterThan(590);
  expect(await redis().ttl(key)).toBeLessThanOrEqual(600);
});

test('a code that was used, or none at all: the link has expired', async () => {
  const staff = await aStaff();
  const going = await scanned(staff._id);
  corp.codes.delete(going.code);
  expect(await comeBack(going)).toMatchObject(expired);
  expect(await comeBack({ ...(await scanned(staff._id)), code: '' })).toMatchObject(expired);
});

test('people outside the corp are told so', async () => {
  expect(await comeBack(await scanned(null))).toMatchObject({ status: 403, text: expect.stringContaining('您不是本企业的成员') });
});

test.each([
  ['no role', { roles: [] }],
  ['a role, but has left', { status: 'left' as const }],
  ['a role, but is disabled', { status: 'disabled' as const }],
])('a member with %s gets no session', async (_name, given) => {
  const staff = await aStaff(given);
  const page = await comeBack(await scanned(staff._id));
  expect(page).toMatchObject({ status: 403, text: expect.stringContaining('您还没有管户的角色') });
  expect(page.cookies.has('guanhu')).toBe(false);
});

test('a member whom no sync has seen has no role', async () => {
  expect(await comeBack(await scanned('u_unknown'))).toMatchObject({ status: 403, text: expect.stringContaining('您还没有管户的角色') });
  expect(await Staff.exists({ _id: 'u_unknown' })).toBeNull();
});

test('who had not activated the account at the last sync has done so by signing in', async () => {
  const staff = await aStaff({ status: 'inactive' });
  const page = await comeBack(await scanned(staff._id));
  expect(await post('org.getSession', {}, { token: tokenOf(page) })).toMatchObject({ status: 200 });
});

test.each(['https://evil.example.com/', '//evil.example.com', '/\\evil.example.com', '/admin/..//evil.example.com'])('nobody is sent on to %s', async (next) => {
  const staff = await aStaff();
  expect(await comeBack(await scanned(staff._id, next))).toMatchObject({ status: 302, location: '/admin/' });
});

test.each([
  ['refuses', refusal(40_001), 502, '企业微信没有接受这次请求'],
  ['is away', { status: 502, text: '' }, 503, '暂时连不上企业微信'],
])('WeCom %s: the page says so', async (_name, told, status, words) => {
  corp.wecom.answer('/cgi-bin/auth/getuserinfo', told);
  expect(await comeBack(await scanned('u_x'))).toMatchObject({ status, text: expect.stringContaining(words) });
});

test('an address may ask 30 times a minute', async () => {
  const pages = await Promise.all(Array.from({ length: 32 }, () => visit('/auth/sign-in')));
  expect(pages.filter((page) => page.status === 302)).toHaveLength(30);
  expect(pages.filter((page) => page.status === 429)).toHaveLength(2);
});

describe('the first administrator', () => {
  beforeEach(() => Staff.deleteMany({}));

  test('comes in before the first sync, and may start it', async () => {
    const page = await comeBack(await scanned('u_first_admin'));
    expect(page.status).toBe(302);
    expect(await Staff.findById('u_first_admin').lean()).toMatchObject({ roles: ['admin'], departmentPath: '/1/', status: 'active' });
    expect((await post('org.getSession', {}, { token: tokenOf(page) })).body.can).toContain('org.startSync');
    expect(await AuditLog.countDocuments({ operation: 'org.grantFirstAdmins', subject: 'staff:u_first_admin' })).toBe(1);
  });

  test('gets nothing back that was taken while there is another administrator', async () => {
    await aStaff({ roles: ['admin'] });
    await aStaff({ userid: 'u_first_admin', roles: [] });
    expect(await comeBack(await scanned('u_first_admin'))).toMatchObject({ status: 403 });
  });

  test('comes in again after a sync that saw nobody of the administrators', async () => {
    await aStaff({ userid: 'u_first_admin', roles: [], status: 'left' });
    expect(await comeBack(await scanned('u_first_admin'))).toMatchObject({ status: 302 });
    expect(await Staff.findById('u_first_admin').lean()).toMatchObject({ roles: ['admin'], status: 'active' });
  });
});

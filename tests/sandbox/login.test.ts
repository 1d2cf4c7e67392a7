import { useSandbox } from '../support/sandboxBuilders.ts';

const back = 'http://localhost:8080/auth/return';
const play = useSandbox();
const page = (path: string, change: Record<string, string> = {}) =>
  play.get(`${path}?${new URLSearchParams({ appid: 'wwsandbox000000001', agentid: '1000002', redirect_uri: back, state: 'abc123', ...change })}`);
const qrLogin = (change: Record<string, string> = {}) => page('/wwlogin/sso/login', { login_type: 'CorpApp', ...change });
const oauth = (change: Record<string, string> = {}) => page('/connect/oauth2/authorize', { response_type: 'code', scope: 'snsapi_base', ...change });
const confirm = (form: Record<string, string>) => fetch(`${play.running.url}/wwlogin/sso/confirm`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
const userInfo = (code: string, path = 'auth/getuserinfo') => play.api(path, { query: { code } });
const codeOf = (location: string | null) => new URL(location ?? '').searchParams.get('code') ?? '';

describe('scan login in a browser', () => {
  test('the page shows a code to scan and whose phone may scan it', async () => {
    const { text, status } = await qrLogin();
    expect(status).toBe(200);
    expect(text).toContain('请用企业微信扫码登录');
    expect(text).toContain('用谁的手机扫码');
    expect(text).toMatch(/<img class="qr" src="data:image\/png;base64,/);
    for (const name of ['陈安琪', '总行运营', '外滩支行']) expect(text).toContain(name);
  });

  test('a phone confirms: back to the address with code and state, and the code is that member', async () => {
    const answer = await confirm({ redirect_uri: back, state: 'abc123', userid: 'u_amy' });
    expect(answer.status).toBe(302);
    const location = answer.headers.get('location');
    expect(location).toMatch(/^http:\/\/localhost:8080\/auth\/return\?code=[\w-]+&state=abc123$/);
    expect((await userInfo(codeOf(location))).body).toEqual({ errcode: 0, errmsg: 'ok', userid: 'u_amy' });
  });

  test.each([
    ['another corp', { appid: 'wwother' }, 40013], ['another app', { agentid: '1' }, 40056], ['an address elsewhere', { redirect_uri: 'https://evil.example.com/x' }, 50001],
    ['no address', { redirect_uri: '' }, 50001], ['a script', { redirect_uri: 'javascript:alert(1)' }, 50001], ['a look-alike', { redirect_uri: 'http://localhost.evil.example.com/' }, 50001],
  ])('refuses %s', async (_, change, errcode) => {
    const { status, text } = await qrLogin(change as unknown as Record<string, string>);
    expect([status, text.includes(String(errcode))]).toEqual([400, true]);
  });

  test('refuses a forged confirmation', async () => {
    expect((await confirm({ redirect_uri: 'https://evil.example.com/x', userid: 'u_amy' })).status).toBe(400);
    expect((await confirm({ redirect_uri: back, userid: 'u_nobody' })).status).toBe(400);
  });

  test('writes what it is given as text only', async () => {
    const { text } = await qrLogin({ state: '"><script>1</script>' });
    expect(text).not.toContain('<script>1');
  });
});

describe('OAuth inside WeCom', () => {
  test('signs in who holds the phone, without asking', async () => {
    await play.control('hold', { userid: 'u_ben' });
    const { status, headers } = await oauth();
    expect(status).toBe(302);
    expect((await userInfo(codeOf(headers.get('location')))).body.userid).toBe('u_ben');
  });

  test('asks where nobody holds it', async () => {
    await play.control('hold', { userid: '' });
    expect((await oauth()).text).toContain('用谁的手机打开');
  });

  test('refuses a state that WeCom would not take', async () => {
    expect((await oauth({ state: 'a-b' })).status).toBe(400);
    expect((await oauth({ state: 'a'.repeat(129) })).status).toBe(400);
    expect((await oauth({ redirect_uri: 'https://evil.example.com' })).text).toContain('50001');
  });
});

describe('the code (contract 3.2)', () => {
  const aCode = async (scope?: string) => (await play.control('code', { userid: 'u_amy', ...(scope ? { scope } : {}) })).body.code;

  test('is good once', async () => {
    const code = await aCode();
    expect((await userInfo(code)).body.errcode).toBe(0);
    expect((await userInfo(code)).body.errcode).toBe(40029);
  });

  test('is good for five minutes', async () => {
    const [inTime, late] = [await aCode(), await aCode()];
    await play.moveClock(299_000);
    expect((await userInfo(inTime)).body.errcode).toBe(0);
    await play.moveClock(2_000);
    expect((await userInfo(late)).body.errcode).toBe(40029);
  });

  test('unknown or missing: 40029', async () => {
    expect((await userInfo('guess')).body.errcode).toBe(40029);
    expect((await play.api('auth/getuserinfo')).body.errcode).toBe(40029);
  });

  test('the older call has the older names', async () => {
    expect((await userInfo(await aCode(), 'user/getuserinfo')).body).toMatchObject({ errcode: 0, UserId: 'u_amy', DeviceId: '' });
  });

  test('with private scope gives a ticket for what is the member’s own, for 1800 s', async () => {
    const { user_ticket } = (await userInfo(await aCode('snsapi_privateinfo'))).body;
    const detail = (ticket: string) => play.api('auth/getuserdetail', { body: { user_ticket: ticket } });
    expect((await detail(user_ticket)).body).toMatchObject({ errcode: 0, userid: 'u_amy', mobile: expect.stringMatching(/^1\d{10}$/), avatar: expect.stringMatching(/^http/) });
    expect((await detail('guess')).body.errcode).toBe(84015);
    await play.moveClock(1_801_000);
    expect((await detail(user_ticket)).body.errcode).toBe(84014);
  });
});

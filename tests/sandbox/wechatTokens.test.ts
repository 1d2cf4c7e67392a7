import { useSandbox } from '../support/sandboxBuilders.ts';
import { miniprogram, stableToken, wechat } from '../support/wechatBuilders.ts';

const play = useSandbox();
const rid = / rid: \S+$/;
const plainToken = (given: Record<string, string> = {}) =>
  play.get(`/cgi-bin/token?${new URLSearchParams({ grant_type: 'client_credential', appid: miniprogram.appid, secret: miniprogram.secret, ...given })}`);
/** Any call that asks for a token: 40169 where the token is good. */
const codeWith = async (token: string) => (await wechat(play, 'wxa/getwxacodeunlimit', {}, token)).body.errcode;
const good = 40169;

describe('stable_token (contract 8.1)', () => {
  test('the same token while it lives, without errcode; a new one in its last 5 minutes', async () => {
    const first = await stableToken(play);
    expect(first.body).toEqual({ access_token: expect.stringMatching(/^\w{100,512}$/), expires_in: 7200 });
    await play.moveClock(3_600_000);
    const again = await stableToken(play);
    expect(again.body.access_token).toBe(first.body.access_token);
    expect(again.body.expires_in).toBeLessThanOrEqual(3_600);
    await play.moveClock(3_400_000);
    const fresh = await stableToken(play);
    expect(fresh.body.access_token).not.toBe(first.body.access_token);
    expect(await codeWith(first.body.access_token)).toBe(good);
    await play.moveClock(210_000);
    expect(await codeWith(first.body.access_token)).toBe(42001);
  });

  test('forced: the old token is void at once; 30 s apart, 20 a day', async () => {
    const old = (await stableToken(play)).body.access_token;
    const forced = await stableToken(play, { force_refresh: true });
    expect(forced.body.access_token).not.toBe(old);
    expect(await codeWith(old)).toBe(40001);
    expect(await codeWith(forced.body.access_token)).toBe(good);
    expect((await stableToken(play, { force_refresh: true })).body).toEqual({ errcode: 45011, errmsg: expect.stringMatching(rid) });
    for (let count = 1; count < 20; count += 1) {
      await play.moveClock(31_000);
      expect((await stableToken(play, { force_refresh: true })).body.errcode).toBeUndefined();
    }
    await play.moveClock(31_000);
    expect((await stableToken(play, { force_refresh: true })).body.errcode).toBe(45009);
  });

  test.each([
    ['no appid', { appid: '' }, 41002], ['another appid', { appid: 'wxother' }, 40013], ['no secret', { secret: '' }, 41004], ['another secret', { secret: 'guess' }, 40125], ['another grant', { grant_type: 'password' }, 40002],
  ])('%s', async (_, given, errcode) => {
    expect((await stableToken(play, given)).body).toEqual({ errcode, errmsg: expect.stringMatching(rid) });
    const asText = await plainToken(given as Record<string, string>);
    expect([asText.status, asText.body.errcode]).toEqual([200, errcode]);
  });

  test('GET 43002; broken JSON 47001; an empty body 44002', async () => {
    expect((await play.get('/cgi-bin/stable_token')).body.errcode).toBe(43002);
    const send = async (body: string) => (await (await fetch(`${play.running.url}/cgi-bin/stable_token`, { method: 'POST', body })).json()) as { errcode: number };
    expect([(await send('{')).errcode, (await send('')).errcode]).toEqual([47001, 44002]);
  });
});

describe('token (contract 8.1)', () => {
  test('each call gives another; the one before lives 5 minutes more; stable_token is untouched', async () => {
    const stable = (await stableToken(play)).body.access_token;
    const first = (await plainToken()).body;
    const second = (await plainToken()).body;
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 });
    expect(second.access_token).not.toBe(first.access_token);
    expect(await codeWith(first.access_token)).toBe(good);
    await play.moveClock(301_000);
    expect([await codeWith(first.access_token), await codeWith(second.access_token), await codeWith(stable)]).toEqual([40001, good, good]);
  });
});

describe('the token of a call', () => {
  test('missing 41001, unknown 40001, expired 42001, revoked 40001', async () => {
    await play.control('revokeTokens');
    const token = (await stableToken(play)).body.access_token;
    expect([await codeWith(''), await codeWith('nobody')]).toEqual([41001, 40001]);
    await play.moveClock(7_200_000);
    expect(await codeWith(token)).toBe(42001);
    await play.moveClock(-7_200_000);
    await play.control('revokeTokens');
    expect(await codeWith(token)).toBe(40001);
  });

  test('WeCom’s token opens nothing of WeChat’s, nor the other way round', async () => {
    expect(await codeWith(await play.token())).toBe(40001);
    expect((await play.api('department/list', { token: (await stableToken(play)).body.access_token })).body.errcode).toBe(40014);
  });

  test('an unknown path: 404 and nothing', async () => {
    const answer = await wechat(play, 'wxa/nothing_here', {});
    expect([answer.status, answer.text]).toEqual([404, '']);
  });

  test('faults meet these paths as well', async () => {
    await play.control('faults', { path: '/cgi-bin/stable_token', errcode: -1 });
    expect((await stableToken(play)).body).toMatchObject({ errcode: -1, errmsg: expect.stringMatching(rid) });
    await play.control('faults', { path: '/cgi-bin/stable_token', httpStatus: 502 });
    expect((await stableToken(play)).status).toBe(502);
  });
});

import { redis } from '../../server/platform/redis.ts';
import { exchangeLoginCode, makeMiniCode, readPhoneNumber } from '../../server/wecom/miniProgram.ts';
import type { WecomError } from '../../server/wecom/wecomError.ts';
import { useServer } from '../support/harness.ts';
import { aWecom, miniTokenAnswer, ok, type WecomStandIn } from '../support/wecomBuilders.ts';

useServer();
let wechat: WecomStandIn;
beforeAll(async () => { wechat = await aWecom(); });
afterAll(() => wechat.close());
beforeEach(async () => {
  wechat.reset();
  await redis().flushdb();
});

const paths = { token: '/cgi-bin/stable_token', session: '/sns/jscode2session', phone: '/wxa/business/getuserphonenumber', code: '/wxa/getwxacodeunlimit' };
const refused = (errcode: number) => ({ json: { errcode, errmsg: `refused rid: 6541-${errcode}` } });
const failure = async (work: Promise<unknown>): Promise<WecomError> => work.then(() => { throw new Error('it did not fail'); }, (error: WecomError) => error);
const phoneInfo = (change = {}) => ok({ phone_info: { phoneNumber: '13900000001', purePhoneNumber: '13900000001', countryCode: '86', watermark: { timestamp: 1_700_000_000, appid: 'wxsandboxapp00001' }, ...change } });

describe('the login code', () => {
  test('goes with appid and secret and without a token', async () => {
    wechat.answer(paths.session, { json: { openid: 'o_lin', session_key: 'c2s=', unionid: 'un_lin' } });
    expect(await exchangeLoginCode('code-1')).toEqual({ openid: 'o_lin', unionid: 'un_lin' });
    expect(wechat.asked).toHaveLength(1);
    expect(wechat.asked[0]).toMatchObject({ method: 'GET', path: paths.session });
    expect(Object.fromEntries(wechat.asked[0]?.query ?? [])).toEqual({ appid: 'wxsandboxapp00001', secret: 'sandbox-miniprogram-secret', js_code: 'code-1', grant_type: 'authorization_code' });
  });

  test('of somebody whom no open platform binds: no unionid', async () => {
    wechat.answer(paths.session, { json: { openid: 'o_lin', session_key: 'c2s=' } });
    expect(await exchangeLoginCode('code-1')).toEqual({ openid: 'o_lin', unionid: null });
  });

  test.each([[40029, null], [40163, null], [40226, null], [40013, null], [40125, null], [45011, 60_000]])('%i is said once', async (errcode, retryAfterMs) => {
    wechat.answer(paths.session, refused(errcode));
    expect(await failure(exchangeLoginCode('code-1'))).toMatchObject({ path: paths.session, errcode, retryAfterMs, uncertain: false });
    expect(wechat.asked).toHaveLength(1);
  });

  test('busy passes by waiting; a lost answer may have used the code and is not repeated', async () => {
    wechat.answer(paths.session, refused(-1), { json: { openid: 'o_lin' } });
    expect(await exchangeLoginCode('code-1')).toEqual({ openid: 'o_lin', unionid: null });
    wechat.answer(paths.session, { hangUp: true });
    const error = await failure(exchangeLoginCode('code-2'));
    expect(error).toMatchObject({ errcode: -2, uncertain: true });
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toMatch(/code-2|sandbox-miniprogram-secret/);
    expect(wechat.to(paths.session)).toHaveLength(3);
  });

  test('an answer without a person is no sign-in', async () => {
    wechat.answer(paths.session, { json: { session_key: 'c2s=' } });
    expect(await failure(exchangeLoginCode('code-1'))).toMatchObject({ errcode: -2 });
  });
});

describe('the token', () => {
  test('is asked for once by 100 calls, and lies sealed in Redis for all processes', async () => {
    wechat.answer(paths.phone, phoneInfo());
    await Promise.all(Array.from({ length: 100 }, (_, index) => readPhoneNumber(`code-${index}`, 'o_lin')));
    expect(wechat.to(paths.token)).toHaveLength(1);
    expect(wechat.to(paths.token)[0]).toMatchObject({ method: 'POST', body: { grant_type: 'client_credential', appid: 'wxsandboxapp00001', secret: 'sandbox-miniprogram-secret' } });
    const key = 'guanhu:wechat:token:wxsandboxapp00001';
    expect(await redis().get(key)).not.toContain('tk_mini_B1');
    expect(await redis().ttl(key)).toBeGreaterThan(6_800);
  });

  test('another process that is refreshing is waited for', async () => {
    wechat.answer(paths.phone, phoneInfo());
    const lock = 'guanhu:wechat:token:wxsandboxapp00001:lock';
    await redis().set(lock, 'another process', 'PX', 10_000);
    const waiting = readPhoneNumber('code-1', 'o_lin');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(wechat.asked).toEqual([]);
    await redis().del(lock);
    await waiting;
  });

  test.each([40001, 40014, 42001])('%i: where the same one comes again, a new one is demanded, once', async (errcode) => {
    wechat.answer(paths.token, miniTokenAnswer, miniTokenAnswer, { json: { access_token: 'tk_mini_B2', expires_in: 7_200 } });
    wechat.answer(paths.phone, ({ query }) => (query.get('access_token') === 'tk_mini_B2' ? phoneInfo() : refused(errcode)));
    const numbers = await Promise.all(Array.from({ length: 20 }, (_, index) => readPhoneNumber(`code-${index}`, 'o_lin')));
    expect(new Set(numbers)).toEqual(new Set(['13900000001']));
    expect(wechat.to(paths.token).map(({ body }) => body.force_refresh)).toEqual([undefined, undefined, true]);
  });

  test('no second one is demanded within 30 seconds', async () => {
    wechat.answer(paths.phone, refused(42001));
    expect(await failure(readPhoneNumber('code-1', 'o_lin'))).toMatchObject({ errcode: 42001, retryAfterMs: null });
    expect(await failure(readPhoneNumber('code-2', 'o_lin'))).toMatchObject({ errcode: 42001 });
    expect(wechat.to(paths.token).filter(({ body }) => body.force_refresh)).toHaveLength(1);
  });

  test('a wrong secret is not asked again and again, and leaves WeCom alone', async () => {
    wechat.answer(paths.token, refused(40001));
    expect(await failure(readPhoneNumber('code-1', 'o_lin'))).toMatchObject({ path: paths.token, errcode: 40001 });
    expect(await failure(readPhoneNumber('code-1', 'o_lin'))).toMatchObject({ errcode: 40001 });
    expect(wechat.to(paths.token)).toHaveLength(1);
    expect(await redis().exists('guanhu:wecom:token:wwsandbox000000001:1000002:refusal')).toBe(0);
  });
});

describe('the phone number', () => {
  test('is the one of the button', async () => {
    wechat.answer(paths.phone, phoneInfo());
    expect(await readPhoneNumber('code-1', 'o_lin')).toBe('13900000001');
    expect(wechat.to(paths.phone)[0]).toMatchObject({ method: 'POST', body: { code: 'code-1', openid: 'o_lin' } });
    expect(Object.fromEntries(wechat.to(paths.phone)[0]?.query ?? [])).toEqual({ access_token: 'tk_mini_B1' });
  });

  test('from abroad it keeps its country code', async () => {
    wechat.answer(paths.phone, phoneInfo({ phoneNumber: '85291234567', purePhoneNumber: '91234567', countryCode: '852' }));
    expect(await readPhoneNumber('code-1', 'o_lin')).toBe('85291234567');
  });

  test('a used code: 40029', async () => {
    wechat.answer(paths.phone, refused(40029));
    expect(await failure(readPhoneNumber('code-1', 'o_lin'))).toMatchObject({ errcode: 40029, retryAfterMs: null });
  });
});

describe('the mini-program code', () => {
  const png = Buffer.from('89504e470d0a1a0a00ff', 'hex'); // not valid text: bytes must come through as they are
  const page = 'pages/invite/accept';

  test('comes as an image', async () => {
    wechat.answer(paths.code, { bytes: png, type: 'image/png' });
    expect(await makeMiniCode({ scene: 'i=abcdefghijkl', page })).toEqual({ type: 'image/png', bytes: png });
    expect(wechat.to(paths.code)[0]?.body).toEqual({ scene: 'i=abcdefghijkl', page });
  });

  test.each([[41030, null], [40169, null], [45009, 60_000]])('or as the error %i', async (errcode, retryAfterMs) => {
    wechat.answer(paths.code, refused(errcode));
    expect(await failure(makeMiniCode({ scene: 'i=a', page }))).toMatchObject({ path: paths.code, errcode, retryAfterMs });
  });

  test('45009 closes this call for a minute', async () => {
    wechat.answer(paths.code, refused(45009));
    await failure(makeMiniCode({ scene: 'i=a', page }));
    expect(await failure(makeMiniCode({ scene: 'i=a', page }))).toMatchObject({ errcode: 45009 });
    expect(wechat.to(paths.code)).toHaveLength(1);
    expect(await redis().ttl(`guanhu:wechat:wxsandboxapp00001:minute:${paths.code}`)).toBeGreaterThan(55);
  });

  test('4 500 calls a minute are asked for, no more', async () => {
    await redis().set(`guanhu:wechat:wxsandboxapp00001:minute:${paths.code}`, 4_499, 'EX', 40);
    wechat.answer(paths.code, { bytes: png, type: 'image/png' });
    await makeMiniCode({ scene: 'i=a', page });
    expect(await failure(makeMiniCode({ scene: 'i=a', page }))).toMatchObject({ errcode: 45009 });
    expect(wechat.to(paths.code)).toHaveLength(1);
  });

  test.each([{ json: { errcode: 0, errmsg: 'ok' } }, { bytes: Buffer.alloc(0), type: 'image/png' }, { text: '<html>', type: 'text/html' }])('no image in it: %j', async (told) => {
    wechat.answer(paths.code, told);
    expect(await failure(makeMiniCode({ scene: 'i=a', page }))).toMatchObject({ errcode: -2 });
  });

  test.each(['', 'x'.repeat(33), 'i=林', 'a b', 'a%b', 'a"b'])('WeChat is not asked about the scene %j', async (scene) => {
    expect(await failure(makeMiniCode({ scene, page }))).toMatchObject({ errcode: 40169 });
    expect(wechat.asked).toEqual([]);
  });

  test.each(['', '/pages/home/home', 'pages/home/home?x=1'])('nor about the page %j', async (bad) => {
    expect(await failure(makeMiniCode({ scene: 'i=a', page: bad }))).toMatchObject({ errcode: 41030 });
    expect(wechat.asked).toEqual([]);
  });

  test('every sign that WeChat takes', async () => {
    wechat.answer(paths.code, { bytes: png, type: 'image/jpeg' });
    for (const scene of ['x'.repeat(32), "!#$&'()*+,/:;=?@-._~"]) expect(await makeMiniCode({ scene, page })).toMatchObject({ type: 'image/jpeg' });
  });
});

import { config } from '../../server/platform/config.ts';
import { redis } from '../../server/platform/redis.ts';
import { callWecom, type WecomCall } from '../../server/wecom/client.ts';
import { remedyOf } from '../../server/wecom/retry.rules.ts';
import type { WecomError } from '../../server/wecom/wecomError.ts';
import { useServer } from '../support/harness.ts';
import { aWecom, ok, refusal, type WecomStandIn } from '../support/wecomBuilders.ts';

useServer();
let wecom: WecomStandIn;
beforeAll(async () => { wecom = await aWecom(); });
afterAll(() => wecom.close());
beforeEach(async () => {
  wecom.reset();
  await redis().flushdb();
});

const path = '/cgi-bin/externalcontact/get';
const call = (change: Partial<WecomCall> = {}) => callWecom<{ answer: number }>({ method: 'POST', path, body: { a: 1 }, ...change });
const failure = async (work: Promise<unknown>): Promise<WecomError> => work.then(() => { throw new Error('it did not fail'); }, (error: WecomError) => error);
const renewed = { json: { errcode: 0, errmsg: 'ok', access_token: 'tk_sandbox_A2', expires_in: 7_200 } };

/** An address where a server has just been closed. */
async function nobodysAddress(): Promise<string> {
  const base = config.WECOM_API_BASE;
  await (await aWecom()).close();
  const closed = config.WECOM_API_BASE;
  config.WECOM_API_BASE = base;
  return closed;
}

describe('the token', () => {
  test('stands in the query only; the body is JSON', async () => {
    wecom.answer(path, ok({ answer: 42 }));
    expect(await call({ query: { debug: '0' } })).toMatchObject({ answer: 42 });
    expect(wecom.to('/cgi-bin/gettoken')[0]).toMatchObject({ method: 'GET' });
    expect(Object.fromEntries(wecom.to('/cgi-bin/gettoken')[0]?.query ?? [])).toEqual({ corpid: 'wwsandbox000000001', corpsecret: 'sandbox-secret' });
    expect(Object.fromEntries(wecom.to(path)[0]?.query ?? [])).toEqual({ debug: '0', access_token: 'tk_sandbox_A1' });
    expect(wecom.to(path)[0]?.body).toEqual({ a: 1 });
  });

  test('200 calls at once ask for it once', async () => {
    wecom.answer(path, ok());
    await Promise.all(Array.from({ length: 200 }, () => call()));
    expect([wecom.to('/cgi-bin/gettoken').length, wecom.to(path).length]).toEqual([1, 200]);
  });

  test.each([40014, 42001])('%i: 200 callers share one forced refresh and repeat once, even where WeCom gives the same token again', async (errcode) => {
    wecom.answer(path, ok());
    await call();
    let refusals = 0;
    wecom.answer(path, () => { refusals += 1; return refusals <= 200 ? { ...refusal(errcode), afterMs: 20 } : ok({ answer: 1 }); });
    const answers = await Promise.all(Array.from({ length: 200 }, () => call()));
    expect(answers.every(({ answer }) => answer === 1)).toBe(true);
    expect(wecom.to('/cgi-bin/gettoken').length).toBe(2);
  });

  test('refused again after the refresh: final', async () => {
    wecom.answer('/cgi-bin/gettoken', { json: { access_token: 'a', expires_in: 7_200 } }, renewed);
    wecom.answer(path, refusal(42001));
    expect(await failure(call())).toMatchObject({ errcode: 42001, retryAfterMs: null });
    expect([wecom.to('/cgi-bin/gettoken').length, wecom.to(path).length]).toEqual([2, 2]);
  });

  test('lies sealed in Redis, and ends before WeCom ends it', async () => {
    wecom.answer(path, ok());
    await call();
    const key = 'guanhu:wecom:token:wwsandbox000000001:1000002';
    expect(await redis().get(key)).not.toContain('tk_sandbox_A1');
    expect(await redis().ttl(key)).toBeGreaterThan(6_800);
    expect(await redis().ttl(key)).toBeLessThanOrEqual(6_900);
  });

  test('another process that is refreshing is waited for, not overtaken', async () => {
    wecom.answer(path, ok());
    const lock = 'guanhu:wecom:token:wwsandbox000000001:1000002:lock';
    await redis().set(lock, 'another process', 'PX', 10_000);
    const waiting = call();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(wecom.asked).toEqual([]);
    await redis().del(lock);
    await waiting;
    expect(wecom.to('/cgi-bin/gettoken').length).toBe(1);
  });

  test('a wrong secret is not asked again and again', async () => {
    wecom.answer('/cgi-bin/gettoken', refusal(40001));
    const errors = [await failure(call()), await failure(call()), await failure(call())];
    expect(errors.map(({ errcode }) => errcode)).toEqual([40001, 40001, 40001]);
    expect(wecom.to('/cgi-bin/gettoken').length).toBe(1);
  });
});

describe('what an errcode brings', () => {
  const pathOf = (errcode: number) => `/cgi-bin/test/${errcode}`;

  test('busy and conflict pass by waiting', async () => {
    await Promise.all([[-1, 3], [45033, 3], [45035, 2]].map(async ([errcode = 0, waits = 0]) => {
      wecom.answer(pathOf(errcode), ...Array.from({ length: waits }, () => refusal(errcode)), ok({ answer: 7 }));
      expect(await call({ path: pathOf(errcode), repeatable: false })).toMatchObject({ answer: 7 });
      expect(wecom.to(pathOf(errcode)).length).toBe(waits + 1);
    }));
  });

  test('for ever: so many tries, and when to come back', async () => {
    const rows: [errcode: number, tries: number, retryAfterMs: number | null][] = [
      [-1, 4, 5_000], [45033, 4, 5_000], [45035, 3, 2_000], [41063, 1, 5_000], [41079, 1, 5_000], [41096, 1, 300], [84061, 1, null], [41050, 1, null], [40058, 1, null],
    ];
    const seen = await Promise.all(rows.map(async ([errcode]) => {
      wecom.answer(pathOf(errcode), refusal(errcode));
      const error = await failure(call({ path: pathOf(errcode) }));
      expect(error).toMatchObject({ path: pathOf(errcode), errcode, uncertain: false });
      return [errcode, wecom.to(pathOf(errcode)).length, error.retryAfterMs];
    }));
    expect(seen).toEqual(rows);
  });

  test('a call ends with its time, waits and tries together', async () => {
    wecom.answer(path, refusal(-1));
    const startedMs = performance.now();
    expect(await failure(call({ timeoutMs: 500 }))).toMatchObject({ errcode: -1 });
    expect(performance.now() - startedMs).toBeLessThan(700);
  });

  test('45009 pauses this API for the corp for a minute, and no other', async () => {
    wecom.answer(path, refusal(45009));
    wecom.answer('/cgi-bin/externalcontact/remark', ok());
    expect(await failure(call())).toMatchObject({ errcode: 45009, retryAfterMs: 60_000 });
    const error = await failure(call());
    expect(error).toMatchObject({ errcode: 45009, uncertain: false });
    expect(error.retryAfterMs).toBeGreaterThan(55_000);
    expect(wecom.to(path).length).toBe(1);
    await callWecom({ method: 'POST', path: '/cgi-bin/externalcontact/remark' });
    expect(await redis().ttl(`guanhu:wecom:wwsandbox000000001:minute:${path}`)).toBeGreaterThan(55);
  });

  test('a pause that another process has set is kept', async () => {
    wecom.answer(path, ok());
    await redis().set(`guanhu:wecom:wwsandbox000000001:minute:${path}`, 9_001, 'PX', 300);
    const startedMs = performance.now();
    await call();
    expect(performance.now() - startedMs).toBeGreaterThan(280);
  });

  test('the hour counts too', async () => {
    wecom.answer(path, ok());
    await redis().set(`guanhu:wecom:wwsandbox000000001:hour:${path}`, 135_000, 'EX', 1_800);
    expect(await failure(call())).toMatchObject({ errcode: 45009 });
    expect(wecom.to(path)).toEqual([]);
  });

  test('a code without a row is final', () => {
    expect(remedyOf(99_999)).toEqual({ waitsMs: [], retryAfterMs: null });
  });
});

describe('no readable answer', () => {
  test.each([
    ['broken JSON', { text: '{"errcode":0,' }, true],
    ['a text', { text: '"ok"' }, true],
    ['a list', { text: '[]' }, true],
    ['502', { status: 502, text: '<html>' }, true],
    ['a hang-up', { hangUp: true }, true],
    ['301', { status: 301, text: '' }, false],
    ['404', { status: 404, text: '' }, false],
  ])('%s', async (_, told, uncertain) => {
    wecom.answer(path, told);
    expect(await failure(call({ repeatable: false }))).toMatchObject({ errcode: -2, uncertain, retryAfterMs: uncertain ? 2_000 : null });
    expect(wecom.to(path).length).toBe(1);
  });

  test('what may be done twice is tried again', async () => {
    wecom.answer(path, { hangUp: true }, { status: 500, text: '' }, ok({ answer: 3 }));
    expect(await call()).toMatchObject({ answer: 3 });
  });

  test('a time-out: nobody knows whether it was done', async () => {
    wecom.answer(path, { ...ok(), afterMs: 1_000 });
    const startedMs = performance.now();
    expect(await failure(call({ timeoutMs: 200 }))).toMatchObject({ errcode: -2, uncertain: true });
    expect(performance.now() - startedMs).toBeLessThan(400);
  });

  test('nobody there: it was surely not done', async () => {
    wecom.answer(path, ok());
    await call();
    const base = config.WECOM_API_BASE;
    config.WECOM_API_BASE = await nobodysAddress();
    const error = await failure(call({ repeatable: false })).finally(() => { config.WECOM_API_BASE = base; });
    expect(error).toMatchObject({ errcode: -2, uncertain: false, retryAfterMs: 2_000 });
  });

  test('neither token nor query is in the error', async () => {
    wecom.answer(path, { hangUp: true });
    const error = await failure(call({ query: { code: 'secret-code' }, repeatable: false }));
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toMatch(/tk_sandbox|secret-code|sandbox-secret/);
  });

  test('an answer without errcode is a success', async () => {
    wecom.answer(path, { json: { answer: 9 } });
    expect(await call()).toEqual({ answer: 9 });
  });
});

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { seal } from '../../server/platform/crypto.ts';
import { redis } from '../../server/platform/redis.ts';
import { callWecom } from '../../server/wecom/client.ts';
import { useServer } from '../support/harness.ts';
import { aWecom, ok, refusal, tokenAnswer, type WecomStandIn } from '../support/wecomBuilders.ts';

useServer();
let wecom: WecomStandIn;
beforeAll(async () => { wecom = await aWecom(); });
afterAll(() => wecom.close());
beforeEach(async () => {
  wecom.reset();
  wecom.answer(path, ok());
  await redis().flushdb();
});

const path = '/cgi-bin/externalcontact/get';
const stored = 'guanhu:wecom:token:wwsandbox000000001:1000002';
const lock = `${stored}:lock`;
const call = () => callWecom({ method: 'POST', path, body: {} });
const asked = () => wecom.to('/cgi-bin/gettoken').length;
const usedTokens = () => [...new Set(wecom.to(path).map((each) => each.query.get('access_token')))];
const ofAnother = (value: string) => JSON.stringify({ generation: 'another', sealed: seal(value, 'wecom.token') });

test('without Redis a process keeps its own token: 50 callers ask for it once, later ones not at all', async () => {
  const away = once(redis(), 'end');
  redis().disconnect();
  await away;
  wecom.answer('/cgi-bin/gettoken', { ...tokenAnswer, afterMs: 100 });
  await Promise.all(Array.from({ length: 50 }, call));
  await call();
  await redis().connect();
  expect([asked(), wecom.to(path).length]).toEqual([1, 51]);
});

test('the token that another process fetched meanwhile is taken, not fetched again', async () => {
  await redis().set(lock, 'another', 'PX', 10_000);
  const waiting = call();
  await sleep(100);
  await redis().multi().set(stored, ofAnother('tk_of_another'), 'EX', 600).del(lock).exec();
  await waiting;
  expect([asked(), usedTokens()]).toEqual([0, ['tk_of_another']]);
});

test('a refused token that another process has renewed already is not renewed again', async () => {
  await redis().set(stored, JSON.stringify({ generation: 'old', sealed: seal('tk_old', 'wecom.token') }), 'EX', 600);
  wecom.answer(path, { ...refusal(42_001), afterMs: 100 }, ok());
  const calling = call();
  await sleep(50);
  await redis().set(stored, ofAnother('tk_new'), 'EX', 600);
  await calling;
  expect([asked(), usedTokens()]).toEqual([0, ['tk_old', 'tk_new']]);
});

test('the lock is given back at once after the refresh', async () => {
  await call();
  expect(await redis().exists(lock)).toBe(0);
});

test('a lock that ran out and went to another process stays with it', async () => {
  wecom.answer('/cgi-bin/gettoken', { ...tokenAnswer, afterMs: 200 });
  const calling = call();
  await sleep(100);
  expect(await redis().pttl(lock)).toBeGreaterThan(0);
  await redis().set(lock, 'another', 'PX', 10_000);
  await calling;
  expect(await redis().get(lock)).toBe('another');
});

import { once } from 'node:events';
import { rateLimit } from '../../server/platform/rateLimit.ts';
import { redis } from '../../server/platform/redis.ts';
import { post, useServer } from '../support/harness.ts';

useServer();
beforeEach(() => redis().flushdb());

const tooMany = { code: 'platform.tooManyRequests', status: 429 };

test('so many in so long a time, for each by itself; then again', async () => {
  const limit = rateLimit('test', { points: 2, seconds: 1 });
  await limit('a');
  await limit('a');
  await expect(limit('a')).rejects.toMatchObject(tooMany);
  await limit('b');
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await limit('a');
});

test('all processes count together', async () => {
  const [one, other] = [rateLimit('shared', { points: 2, seconds: 60 }), rateLimit('shared', { points: 2, seconds: 60 })];
  await one('a');
  await other('a');
  await expect(one('a')).rejects.toMatchObject(tooMany);
  await expect(other('a')).rejects.toMatchObject(tooMany);
});

test('while Redis is away a process keeps its own count', async () => {
  const limit = rateLimit('away', { points: 2, seconds: 60 });
  const away = once(redis(), 'end');
  redis().disconnect();
  await away;
  await limit('a');
  await limit('a');
  await expect(limit('a')).rejects.toMatchObject(tooMany);
  await redis().connect();
});

test('an address may call the API 6,000 times a minute', async () => {
  expect(await post('org.getSession', {})).toMatchObject({ status: 401 });
  const [key = ''] = await redis().keys('guanhu:limit:http:*');
  expect(await redis().pttl(key)).toBeGreaterThan(50_000);
  await redis().set(key, 5_999, 'KEEPTTL');
  expect(await post('org.getSession', {})).toMatchObject({ status: 401 });
  expect(await post('org.getSession', {})).toMatchObject({ status: 429, body: { code: 'platform.tooManyRequests' } });
});

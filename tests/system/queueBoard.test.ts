import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { baseUrl, useServer } from '../support/harness.ts';

useServer();

let admin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});

const get = (path: string, token?: string, method = 'GET') => fetch(`${baseUrl}${path}`, { method, headers: { accept: 'text/html', ...(token ? { cookie: `guanhu=${token}` } : {}) } });

test('an administrator opens the queues, with their files', async () => {
  const page = await get('/admin/queues', admin.token);
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain('<base href="/admin/queues/"');
  expect(html).toContain('管户');
  expect(html).not.toContain('https://');
  expect(page.headers.get('content-security-policy')).toContain("base-uri 'self'");
  const [, script] = /src="(static\/js\/main[^"]+)"/.exec(html) ?? [];
  expect((await get(`/admin/queues/${script}`, admin.token)).headers.get('content-type')).toContain('javascript');
});

test('all lanes are listed, to look at only', async () => {
  const answer = await get('/admin/queues/api/queues', admin.token);
  expect(answer.status).toBe(200);
  const { queues } = await answer.json() as { queues: { name: string; readOnlyMode: boolean }[] };
  expect(queues.map((each) => [each.name, each.readOnlyMode])).toEqual([['callback', true], ['welcome', true], ['sms', true], ['event', true], ['bulk', true]]);
  const pause = await get('/admin/queues/api/queues/event/pause', admin.token, 'PUT');
  expect(pause.status).toBeGreaterThanOrEqual(404);
});

test('nobody signed in: 401; another role: 403; also for the files and the API behind the page', async () => {
  const { token } = await aSignedIn({ roles: ['operator'] });
  for (const path of ['/admin/queues', '/admin/queues/', '/admin/queues/api/queues', '/admin/queues/static/favicon.ico']) {
    expect((await get(path)).status).toBe(401);
    expect((await get(path, token)).status).toBe(403);
  }
});

import { aNewCustomer, useSandbox } from '../support/sandboxBuilders.ts';
import { aPageServer, under, type PageServer } from '../support/phonePages.ts';

const play = useSandbox();
let server: PageServer;
let host = '';
const get = (path: string, init: Parameters<typeof under>[3] = {}) => under(host, play.running.port, path, init);
const desk = () => `http://sandbox.localhost:${play.running.port}`;

beforeAll(async () => { server = await aPageServer(); });
afterAll(() => server.close());
beforeEach(async () => {
  await play.control('server', { url: server.url });
  const externalUserid = await aNewCustomer(play);
  await play.control('hold', { externalUserid });
  host = new URL((await play.get('/sandbox/state')).body.phone.origin).host;
  server.seen.length = 0;
});

test('each person has a host of their own below the desk’s name, always the same', async () => {
  expect(host).toMatch(new RegExp(`^c-[0-9a-f]{16}\\.sandbox\\.localhost:${play.running.port}$`));
  const { externalUserid } = (await play.get('/sandbox/state')).body.holding;
  await play.control('hold', { externalUserid: await aNewCustomer(play) });
  expect(new URL((await play.get('/sandbox/state')).body.phone.origin).host).not.toBe(host);
  await play.control('hold', { externalUserid });
  expect(new URL((await play.get('/sandbox/state')).body.phone.origin).host).toBe(host);
});

test('a page comes with the bridge right after its head, framed by the desk alone', async () => {
  const { status, text, headers } = await get('/m/?open=1');
  expect(status).toBe(200);
  expect(text).toContain('<!-- <head> of nothing --><html><head ><script src="/__host/bridge.js"></script><meta');
  expect(headers['content-security-policy']).toBe(`default-src 'self'; script-src 'self'; frame-ancestors ${desk()}`);
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-length': String(Buffer.byteLength(text)) });
  for (const name of ['x-frame-options', 'strict-transport-security', 'etag']) expect(headers).not.toHaveProperty(name);
});

test('under a nonce policy the tag carries the nonce', async () => {
  expect((await get('/m/nonce')).text).toContain('<script src="/__host/bridge.js" nonce="abc123"></script>');
});

test('the server sees the phone’s host and WeChat’s user agent, and the body as it was sent', async () => {
  const { text, headers } = await get('/api/x?a=1', { method: 'POST', body: '{"b":2}', headers: { 'content-type': 'application/json', authorization: 'Bearer t', 'user-agent': 'Chrome', 'sec-ch-ua': '"Chromium"', 'sec-ch-ua-mobile': '?0' } });
  const seen = JSON.parse(text);
  expect(seen).toMatchObject({ path: '/api/x?a=1', body: '{"b":2}', headers: { host, authorization: 'Bearer t', 'accept-encoding': 'identity', 'user-agent': expect.stringContaining('MicroMessenger/') } });
  expect(seen.headers['user-agent']).not.toContain('wxwork');
  expect(Object.keys(seen.headers).filter((name) => name.startsWith('sec-ch-ua'))).toEqual([]);
  expect(headers['set-cookie']).toEqual(['sid=1; Path=/; HttpOnly']);
});

test('a short link redirects on the same phone; a script stays as it is', async () => {
  expect((await get('/i/ABC')).headers.location).toBe('/m/#/pages/invite/accept?code=ABC');
  const { headers, text } = await get('/m/app.js');
  expect([headers.etag, text.includes('__host')]).toEqual(['"2"', false]);
});

test('the bridge is the proxy’s own, and knows its parent', async () => {
  const { text, headers } = await get('/__host/bridge.js');
  expect(headers['content-type']).toContain('javascript');
  expect(text).toContain(JSON.stringify(desk()));
  expect(server.seen).toEqual([]);
});

test('the control plane is not there for a page', async () => {
  expect(JSON.parse((await get('/sandbox/state')).text).path).toBe('/sandbox/state'); // the server’s answer, not the sandbox’s
});

test('the desk moves to its one name, so that its frames keep their storage; calls stay', async () => {
  const moved = await under(`localhost:${play.running.port}`, play.running.port, '/?scan=x', { headers: { accept: 'text/html' } });
  expect([moved.status, moved.headers.location]).toEqual([302, `${desk()}/?scan=x`]);
  expect((await under(`sandbox.localhost:${play.running.port}`, play.running.port, '/', { headers: { accept: 'text/html' } })).status).toBe(200);
  expect((await under(`localhost:${play.running.port}`, play.running.port, '/sandbox/state')).status).toBe(200);
});

test('a server that is away: the phone says so, with the bridge and in the desk’s frame', async () => {
  await play.control('server', { url: 'http://localhost:1' });
  const { status, text, headers } = await get('/m/');
  expect([status, headers['content-security-policy']]).toEqual([502, `frame-ancestors ${desk()}`]);
  expect(text).toContain('打不开这个页面');
  expect(text).toContain('/__host/bridge.js');
});

test('without a setting it is the origin of the admin panel or of the callback', async () => {
  const { createSandbox } = await import('../../scripts/sandbox/createSandbox.ts');
  for (const [options, expected] of [
    [{ adminUrl: 'http://localhost:8080/admin' }, 'http://localhost:8080'], [{ callbackUrl: 'http://127.0.0.1:8081/wecom/callback' }, 'http://127.0.0.1:8081'], [{ serverUrl: 'http://localhost:7', adminUrl: 'http://localhost:8080/admin' }, 'http://localhost:7'], [{}, null],
  ] as const) {
    const other = await createSandbox(options);
    expect(((await (await fetch(`${other.url}/sandbox/state`)).json()) as { phone: { serverOrigin: string | null } }).phone.serverOrigin).toBe(expected);
    await other.close();
  }
});

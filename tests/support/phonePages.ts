import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** The desk, built from its sources into a folder of the test's own. */
export async function aDesk(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-desk-'));
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'], { cwd: join(root, 'scripts/sandbox/desk'), env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' } });
  return folder;
}

/** A page as a mini-program's: it calls the bridge and shows what it got. */
const page = `<!doctype html><!-- <head> of nothing --><html><head ><meta charset="utf-8"><title>首页</title><script src="/m/app.js"></script></head>
<body><p id="at"></p><p id="agent"></p><p id="store"></p><button id="next">下一页</button><div id="buttons"></div><pre id="said"></pre></body></html>`;
const script = `
const seen = { agent: navigator.userAgent, bridge: typeof WeixinJSBridge };
const calls = { login: {}, getPhoneNumber: {}, requestSubscribeMessage: { tmplIds: ['tpl_a', 'tpl_b'] }, shareAppMessage: { title: '邀请你', path: '/pages/invite/accept?code=ABC', imageUrl: '/m/cover.png', success() {} },
  scanCode: {}, makePhoneCall: { phoneNumber: '13900000001' }, somethingElse: {} };
addEventListener('DOMContentLoaded', () => {
  const put = (id, text) => { document.getElementById(id).textContent = text; };
  const show = () => { put('at', location.hash); document.title = location.hash.includes('second') ? '第二页' : '首页'; };
  addEventListener('hashchange', show);
  show();
  put('agent', seen.agent + ' ' + seen.bridge);
  put('store', localStorage.getItem('who') || 'nobody');
  localStorage.setItem('who', 'somebody');
  document.getElementById('next').onclick = () => { location.hash = '#/pages/second'; };
  for (const [name, params] of Object.entries(calls)) {
    const button = document.createElement('button');
    button.id = name;
    button.textContent = name;
    button.onclick = () => WeixinJSBridge.invoke(name, params, (answer) => put('said', JSON.stringify(answer)));
    document.getElementById('buttons').append(button);
  }
  if (location.hash.includes('listens')) WeixinJSBridge.on('menu:share:appmessage', () => WeixinJSBridge.invoke('shareAppMessage', { title: '菜单转发', path: 'pages/menu' }, () => {}));
});`;

export interface PageServer { url: string; seen: { path: string; headers: IncomingHttpHeaders; body: string }[]; close(): Promise<void> }

/** Plays the server: pages at /m/, a short link, helmet's headers, an answer that tells what came. */
export async function aPageServer(): Promise<PageServer> {
  const made: PageServer = { url: '', seen: [], close: async () => undefined };
  const server = createServer(async (asked, answer) => {
    const path = asked.url ?? '';
    const body = await textOf(asked);
    made.seen.push({ path, headers: asked.headers, body });
    const policy = { 'content-security-policy': "default-src 'self';script-src 'self';frame-ancestors 'self';upgrade-insecure-requests", 'x-frame-options': 'SAMEORIGIN', 'strict-transport-security': 'max-age=9', etag: '"1"' };
    if (path.startsWith('/i/')) return void answer.writeHead(302, { location: `${made.url}/m/#/pages/invite/accept?code=${path.slice(3)}` }).end();
    if (path === '/m/app.js') return void answer.writeHead(200, { 'content-type': 'text/javascript', etag: '"2"' }).end(script);
    if (path.startsWith('/m/nonce')) return void answer.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': "script-src 'nonce-abc123' 'strict-dynamic'" }).end(page);
    if (path.startsWith('/m/')) return void answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(page), ...policy }).end(page);
    answer.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'sid=1; Path=/; Domain=example.com; HttpOnly' }).end(JSON.stringify({ path, body, headers: asked.headers }));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  made.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  made.close = () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); });
  return made;
}

export interface Fetched { status: number; headers: IncomingHttpHeaders; text: string }

/** A request to this port under another host's name, which only browsers resolve. */
export const under = (host: string, port: number, path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Fetched> => new Promise((resolve, reject) => {
  const asked = request({ host: '127.0.0.1', port, path, method: init.method ?? 'GET', headers: { host, ...init.headers } }, (answer) => {
    textOf(answer).then((text) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }), reject);
  });
  asked.once('error', reject);
  asked.end(init.body);
});

async function textOf(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of message as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

import { Agent as PlainAgent, request as plainRequest, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { Context } from 'koa';
import { escape, htmlPage } from '../pages/html.ts';
import type { Sandbox } from '../sandbox.ts';
import { bridgeScript, wechatAgent } from './bridgeScript.ts';
import { deskOrigin, isServer, serverOrigin } from './hosts.ts';
import { framedPolicy, nonceOf, withBridge } from './rewrite.ts';

const answerMs = 60_000;
const agents = { 'http:': new PlainAgent({ keepAlive: true }), 'https:': new SecureAgent({ keepAlive: true }) };
/** Of one connection, not of the message. */
const hopByHop = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
const csp = 'content-security-policy';

/** What a person's phone opens: the server's pages, with the client's bridge in them. */
export async function servePhone(sandbox: Sandbox, ctx: Context): Promise<void> {
  if (ctx.path === '/__host/bridge.js') {
    ctx.set({ 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-store' });
    ctx.body = bridgeScript(deskOrigin(sandbox));
    return;
  }
  const origin = serverOrigin(sandbox);
  if (!origin) return excuse(sandbox, ctx, '沙箱还不知道服务在哪里，请设置 SANDBOX_SERVER_URL。');
  try {
    await forward(sandbox, ctx, new URL(ctx.url, origin));
  } catch (error) {
    if (ctx.res.headersSent) return void ctx.res.destroy();
    excuse(sandbox, ctx, `${origin} 没有应答（${error instanceof Error && 'code' in error ? error.code : error}）。`);
  }
}

async function forward(sandbox: Sandbox, ctx: Context, target: URL): Promise<void> {
  const answer = await send(ctx, target);
  const headers = answerHeaders(sandbox, answer.headers);
  ctx.respond = false;
  if (!/^text\/html\b/i.test(answer.headers['content-type'] ?? '') || ctx.method === 'HEAD') {
    ctx.res.writeHead(answer.statusCode ?? 502, headers);
    answer.pipe(ctx.res);
    answer.once('error', () => ctx.res.destroy());
    return;
  }
  const pieces: Buffer[] = [];
  for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
  const page = Buffer.from(withBridge(Buffer.concat(pieces).toString('utf8'), nonceOf(answer.headers[csp])));
  delete headers.etag;
  ctx.res.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': page.length, 'cache-control': 'no-store' }).end(page);
}

/** The host goes through, so that the server's own checks of origin see one name. */
function send(ctx: Context, target: URL): Promise<IncomingMessage> {
  const kept = Object.entries(ctx.headers).filter(([name]) => !hopByHop.includes(name) && !name.startsWith('sec-ch-ua'));
  const headers = { ...Object.fromEntries(kept), 'user-agent': wechatAgent, 'accept-encoding': 'identity' };
  const isSecure = target.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const options = { method: ctx.method, headers, timeout: answerMs };
    const request = isSecure ? secureRequest(target, { ...options, agent: agents['https:'] }, resolve) : plainRequest(target, { ...options, agent: agents['http:'] }, resolve);
    request.once('timeout', () => request.destroy(new Error('超时')));
    request.once('error', reject);
    ctx.res.once('close', () => { if (!ctx.res.writableFinished) request.destroy(); });
    ctx.req.pipe(request);
  });
}

function answerHeaders(sandbox: Sandbox, given: IncomingHttpHeaders): OutgoingHttpHeaders {
  const dropped = [...hopByHop, 'x-frame-options', 'strict-transport-security', csp];
  const headers: OutgoingHttpHeaders = Object.fromEntries(Object.entries(given).filter(([name]) => !dropped.includes(name)));
  headers[csp] = framedPolicy(given[csp], deskOrigin(sandbox));
  if (given.location) headers.location = here(sandbox, given.location);
  if (given['set-cookie']) headers['set-cookie'] = given['set-cookie'].map((cookie) => cookie.replace(/;\s*domain=[^;]*/i, ''));
  return headers;
}

/** A redirect to the server stays on this phone. */
function here(sandbox: Sandbox, location: string): string {
  const address = URL.canParse(location) ? new URL(location) : undefined;
  return address && isServer(sandbox, address) ? address.pathname + address.search + address.hash : location;
}

function excuse(sandbox: Sandbox, ctx: Context, words: string): void {
  ctx.status = 502;
  ctx.type = 'html';
  ctx.set({ 'Content-Security-Policy': `frame-ancestors ${deskOrigin(sandbox)}`, 'Cache-Control': 'no-store' });
  ctx.body = withBridge(htmlPage('打不开', `<div class="card"><h1>打不开这个页面</h1><p>${escape(words)}</p><p><a href="">再试一次</a></p></div>`), undefined);
}

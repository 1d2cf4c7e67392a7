import Router from '@koa/router';
import Koa, { type Context, type Next } from 'koa';
import helmet from 'koa-helmet';
import mongoose from 'mongoose';
import type { Actor } from './actor.ts';
import { actorOf, isSigned, signerOf } from './authenticate.ts';
import { readBody, readJson } from './body.ts';
import { newId } from './chance.ts';
import { monotonicMs, now } from './clock.ts';
import { config } from './config.ts';
import { runInContext } from './context.ts';
import type { Domain } from './domain.ts';
import { AppError } from './errors.ts';
import { healthRoutes } from './health.ts';
import { logger } from './logger.ts';
import { histogram } from './metrics.ts';
import { mongoReady } from './mongo.ts';
import { openApiRoutes } from './openapi.ts';
import { call, elapsedSeconds, type AnyOperation } from './operation.ts';
import { rateLimit } from './rateLimit.ts';
import { redisReady } from './redis.ts';
import { staticRoutes } from './static.ts';

const httpSeconds = histogram('http_seconds', 'HTTP requests by operation and status', ['operation', 'status']);
const requestIdPattern = /^[0-9A-Za-z-]{8,64}$/;
const idempotencyKeyPattern = /^[0-9A-Za-z_-]{8,64}$/;
/** Per address: far above what a branch behind one address needs, far below what hurts. */
const perAddress = rateLimit('http', { points: 6_000, seconds: 60 });

export function buildApp(domains: readonly Domain[]): Koa {
  // The last address is the one that our proxy wrote; those before it the caller may have made up.
  const app = new Koa({ proxy: config.TRUST_PROXY, maxIpsCount: 1 });
  app.use(inRequestContext);
  app.use(reportErrors);
  const machines = new Router();
  healthRoutes(machines);
  for (const each of domains) each.machineRoutes?.(machines);
  app.use(machines.routes());
  app.use(helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'https:', config.WECOM_API_BASE], styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: ["'none'"], frameAncestors: ["'self'"], formAction: ["'self'"], baseUri: ["'none'"],
        upgradeInsecureRequests: config.PUBLIC_URL.startsWith('https:') ? [] : null,
      },
    },
    hsts: config.PUBLIC_URL.startsWith('https:'),
  }));
  const router = new Router();
  openApiRoutes(router, domains);
  const operations = new Map(domains.flatMap((each) => each.operations).map((one) => [one.contract.name as string, one]));
  router.post('/api/:name', (ctx) => serve(operations.get(ctx.params.name ?? ''), ctx));
  router.all('/api/*rest', () => { throw new AppError('platform.unknownOperation'); });
  for (const each of domains) each.routes?.(router);
  staticRoutes(router);
  app.use(router.routes());
  app.on('error', (error: Error) => logger.debug({ reason: error.name }, '连接中断'));
  return app;
}

async function inRequestContext(ctx: Context, next: Next): Promise<void> {
  const given = ctx.get('X-Request-Id');
  const requestId = requestIdPattern.test(given) ? given : newId();
  ctx.set('X-Request-Id', requestId);
  ctx.state.requestId = requestId;
  const startedMs = monotonicMs();
  await runInContext({ requestId, ip: ctx.ip, userAgent: ctx.get('User-Agent') }, async () => {
    await next();
    const operation = (ctx.state.operation as string | undefined) ?? ctx.routerPath ?? 'other';
    httpSeconds.observe({ operation, status: String(ctx.status) }, elapsedSeconds(startedMs));
    if (operation !== 'health') logger.info({ operation, status: ctx.status, ms: Math.round(monotonicMs() - startedMs) }, 'http');
  });
}

/** What every failed request answers: a code for programs, words and advice for people, and the id to quote. */
export interface ErrorBody { code: string; message: string; action: string; issues: { path: string; message: string }[]; requestId: string }

async function reportErrors(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
    if (ctx.status === 404 && ctx.body === undefined) throw new AppError('platform.notFound');
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.status >= 500) logger.error({ code: error.code, err: scrub(error.cause ?? thrown) }, '请求失败');
    const body: ErrorBody = { code: error.code, message: error.message, action: error.action, issues: error.issues, requestId: ctx.state.requestId };
    ctx.status = error.status;
    if (error.status === 503) ctx.set('Retry-After', '5');
    if (ctx.method === 'GET' && ctx.accepts('html', 'json') === 'html') {
      ctx.type = 'html';
      ctx.body = plainPage(body);
    } else {
      ctx.body = body;
    }
  }
}

/** A driver's words may quote the data: only where it happened is kept. */
const scrub = (error: unknown) => (error instanceof Error ? { type: error.name, stack: error.stack?.split('\n').slice(1, 8).join('\n') } : {});

const awayNames = /^(Mongo(Network|ServerSelection|NotConnected|PoolCleared|WaitQueue|TopologyClosed|ExpiredSession)|MaxRetriesPerRequest|MongooseServerSelection|MongooseBuffer)/;

function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (!(thrown instanceof Error)) return new AppError('platform.internal', { cause: thrown });
  const away = awayNames.test(thrown.name) || /Connection is closed|Stream isn't writeable|Command timed out|not primary|must be connected/i.test(thrown.message);
  if (away) return new AppError('platform.unavailable', { cause: thrown });
  if (thrown instanceof mongoose.mongo.MongoServerError && thrown.hasErrorLabel('TransientTransactionError')) return new AppError('platform.conflict', { cause: thrown });
  return new AppError('platform.internal', { cause: thrown });
}

const plainPage = ({ message, action, requestId }: ErrorBody) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${message}</title>`
  + `<body style="font:16px/1.6 system-ui;margin:15vh auto;max-width:26em;padding:0 1em;color:#14213D"><h1 style="font-size:20px">${message}</h1><p>${action}。</p><p style="color:#616C86;font-size:12px">请求编号 ${requestId}</p>`;

/** A page of another site may not act here, cookie or not: browsers say where a request comes from. */
export function refuseCrossSite(ctx: Context): void {
  const site = ctx.get('Sec-Fetch-Site');
  const origin = ctx.get('Origin');
  const own = new URL(config.PUBLIC_URL).origin;
  if (site && site !== 'same-origin' && site !== 'none' && origin !== own) throw new AppError('platform.crossSite');
  if (!site && origin && origin !== own) throw new AppError('platform.crossSite');
}

export async function requireStores(): Promise<void> {
  if (!redisReady() || mongoose.connection.readyState !== mongoose.ConnectionStates.connected) {
    if (!redisReady() || !(await mongoReady())) throw new AppError('platform.unavailable');
  }
}

async function serve(each: AnyOperation | undefined, ctx: Context): Promise<void> {
  if (!each) throw new AppError('platform.unknownOperation');
  ctx.state.operation = each.contract.name;
  refuseCrossSite(ctx);
  await requireStores();
  await perAddress(ctx.ip);
  const { actor, input, key } = isSigned(ctx) ? await signedCall(ctx) : await sessionCall(ctx);
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Server-Time', now().toISOString()); // pages count days and minutes by the server's clock
  ctx.body = (await call(each, input, { actor, ...(key ? { idempotency: { key } } : {}) })) ?? {};
  ctx.status = 200;
}

interface Asked { actor: Actor; input: unknown; /** Under which a repeat gives the first answer again. */ key: string }

async function sessionCall(ctx: Context): Promise<Asked> {
  const actor = await actorOf(ctx);
  const key = ctx.get('Idempotency-Key');
  if (key && !idempotencyKeyPattern.test(key)) throw new AppError('platform.badInput', { issues: [{ path: 'Idempotency-Key', message: '应为 8–64 位字母、数字、- 或 _' }] });
  return { actor, input: await readJson(ctx), key };
}

/** The signature covers time and body: the same signature is the same request. */
async function signedCall(ctx: Context): Promise<Asked> {
  const body = await readBody(ctx);
  return { actor: await signerOf(ctx, body), input: await readJson(ctx, async () => body), key: ctx.get('X-Guanhu-Signature') };
}

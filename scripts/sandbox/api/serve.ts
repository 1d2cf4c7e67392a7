import type { Context } from 'koa';
import rawBody from 'raw-body';
import { isoTime, monotonicMs, pause } from '../clock.ts';
import type { Fault } from '../faults.ts';
import { baseLimits } from '../limits.ts';
import { curl } from '../log.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Token } from '../state.ts';
import { isBinary, type Binary, type Endpoint } from './endpoint.ts';
import { Refusal } from './refusal.ts';

const maxBody = '2mb';
const loggedChars = 8_192;

/** What the calls of one host have in common: qyapi.weixin.qq.com or api.weixin.qq.com. */
export interface Family {
  endpoints: Map<string, Endpoint>;
  /** Whose token this is; throws where it is missing, wrong or expired. */
  appOf(sandbox: Sandbox, token: string | undefined): Token['app'];
  errorText(refusal: Refusal, ip: string, nowSeconds: number): string;
  codes: { badJson: number; emptyBody: number; wrongVerb: number };
}

interface Given { value: unknown; text: string }
type Answer = Record<string, unknown>;

/** One call, in WeCom's order of checks (contract 10). */
export async function serveApi(sandbox: Sandbox, ctx: Context, family: Family): Promise<void> {
  const startedMs = monotonicMs();
  const endpoint = family.endpoints.get(ctx.path);
  if (!endpoint) {
    ctx.status = 404;
    ctx.respond = false;
    ctx.res.writeHead(404, { 'Content-Length': 0 }).end();
    return;
  }
  const fault = sandbox.faults.take(ctx.path);
  if (fault?.latencyMs) await pause(fault.latencyMs);
  const given: Given = { value: {}, text: '' };
  const answer = await answerOf(sandbox, ctx, family, endpoint, fault, given);
  respond(ctx, answer, fault);
  record(sandbox, ctx, given, answer, startedMs, fault);
}

async function answerOf(sandbox: Sandbox, ctx: Context, family: Family, endpoint: Endpoint, fault: Fault | undefined, given: Given): Promise<Answer | Binary> {
  const ip = ctx.ip.replace('::ffff:', '');
  try {
    if (!endpoint.form) given.text = (await rawBody(ctx.req, { limit: maxBody, length: ctx.request.length ?? null })).toString('utf8');
    if (fault?.errcode) throw new Refusal(fault.errcode);
    if (fault?.httpStatus) return {};
    const answer = await handle(sandbox, ctx, family, endpoint, given);
    return isBinary(answer) || endpoint.bare ? (answer as Answer | Binary) : { errcode: 0, errmsg: 'ok', ...answer };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(tooLarge(error) ? family.codes.badJson : -1, error instanceof Error && !tooLarge(error) ? `system busy: ${error.message}` : undefined);
    return { errcode: refusal.errcode, errmsg: family.errorText(refusal, ip, sandbox.clock.nowSeconds()), ...emptyFor(endpoint, refusal.errcode) };
  }
}

/** A recorded `externalcontact/get` with 84061 has `follow_user` only (contract 0). */
function emptyFor({ empty = {} }: Endpoint, errcode: number): object {
  if (errcode !== 84061 || !('external_contact' in empty)) return empty;
  const { external_contact, ...rest } = empty;
  return rest;
}

const tooLarge = (error: unknown) => error instanceof Error && 'type' in error && error.type === 'entity.too.large';

async function handle(sandbox: Sandbox, ctx: Context, family: Family, endpoint: Endpoint, given: Given): Promise<object> {
  const query = Object.fromEntries(new URLSearchParams(ctx.querystring));
  const needs = endpoint.token ?? 'app';
  const app = needs === 'none' ? 'app' : family.appOf(sandbox, query.access_token);
  if (needs !== 'none' && needs !== 'any' && needs !== app) throw new Refusal(48002);
  const { limitPerMinute, limitPerHour } = sandbox.settings;
  const limits = [...(endpoint.uncounted ? [] : baseLimits(limitPerMinute, limitPerHour)), ...(endpoint.limits ?? [])];
  if (sandbox.limits.exceeded(endpoint.path, limits)) throw new Refusal(45009);
  given.value = endpoint.form ? {} : endpoint.method === 'GET' ? query : readJson(ctx, family, endpoint, given.text);
  return endpoint.answer(given.value, { sandbox, ctx, query, app });
}

function readJson(ctx: Context, { codes }: Family, endpoint: Endpoint, text: string): object {
  if (ctx.method !== 'POST') throw new Refusal(codes.wrongVerb);
  if (text.trim() === '') {
    if (endpoint.bodyOptional) return {};
    throw new Refusal(endpoint.badJson ?? codes.emptyBody);
  }
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(endpoint.badJson ?? codes.badJson, 'invalid Request Parameter. wrong json format');
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by `readJson`
  }
}

/** `brokenJson` and `reset` come after the call has taken effect: the answer is lost, not the call. */
function respond(ctx: Context, answer: Answer | Binary, fault: Fault | undefined): void {
  if (fault?.reset) {
    ctx.respond = false;
    ctx.req.socket.destroy();
    return;
  }
  ctx.status = fault?.httpStatus ?? 200;
  if (fault?.httpStatus) {
    ctx.body = '';
    return;
  }
  if (isBinary(answer)) {
    ctx.set({ 'Content-Type': answer.contentType, 'Content-Disposition': `attachment; filename="${encodeURIComponent(answer.name)}"` });
    ctx.body = answer.bytes;
    return;
  }
  const text = JSON.stringify(answer);
  ctx.set({ 'Content-Type': 'application/json; charset=UTF-8', 'Error-Code': String(answer.errcode ?? 0), 'Error-Msg': String(answer.errmsg ?? 'ok').replace(/[^\x20-\x7e]/g, '?') });
  ctx.body = fault?.brokenJson ? text.slice(0, Math.ceil(text.length / 2)) : text;
}

const short = (value: unknown) => {
  const text = JSON.stringify(value);
  return text.length <= loggedChars ? value : `${text.slice(0, loggedChars)}…`;
};

function record(sandbox: Sandbox, ctx: Context, given: Given, answer: Answer | Binary, startedMs: number, fault: Fault | undefined): void {
  const binary = isBinary(answer);
  const { access_token, ...query } = Object.fromEntries(new URLSearchParams(ctx.querystring));
  const form = ctx.is('multipart') ? { file: `${ctx.request.length ?? 0} B` } : {};
  const body = given.text.slice(0, loggedChars);
  const lost = fault?.reset ? '连接被中断' : fault?.httpStatus ? `HTTP ${fault.httpStatus}` : undefined;
  sandbox.log.add({
    at: isoTime(sandbox.clock.nowMs()), direction: 'in', method: ctx.method, path: ctx.path, status: fault?.reset ? 0 : ctx.status, errcode: binary ? 0 : Number(answer.errcode ?? 0),
    tookMs: Math.round(monotonicMs() - startedMs), request: short({ ...query, ...form, ...(ctx.method === 'POST' ? (given.value as object) : {}) }), // always an object, see `handle`
    answer: lost ?? (binary ? `${answer.bytes.length} B` : short(answer)), curl: curl(ctx.method, sandbox.publicUrl + ctx.url, body ? { type: 'application/json', text: body } : undefined),
  });
}

import { monotonicMs } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { logger } from '../platform/logger.ts';
import { histogram } from '../platform/metrics.ts';
import type { WecomCall } from './client.ts';
import { noAnswer, remedyOf, wasSent } from './retry.rules.ts';
import { WecomError } from './wecomError.ts';

const wecomSeconds = histogram('wecom_seconds', 'Requests to WeCom by path and errcode', ['path', 'errcode']);

/** One HTTP request: 200 with `errcode` absent or 0, or a WecomError. The query carries secrets: it enters no log and no error. */
export async function request(call: WecomCall, query: Record<string, string>, timeoutMs: number): Promise<unknown> {
  const startedMs = monotonicMs();
  let errcode = 0;
  try {
    return await exchange(call, query, timeoutMs);
  } catch (error) {
    errcode = error instanceof WecomError ? error.errcode : noAnswer;
    throw error;
  } finally {
    const seconds = (monotonicMs() - startedMs) / 1_000;
    wecomSeconds.observe({ path: call.path, errcode: String(errcode) }, seconds);
    if (errcode !== 0) logger.info({ path: call.path, errcode, ms: Math.round(seconds * 1_000) }, '企业微信未接受请求');
  }
}

async function exchange(call: WecomCall, query: Record<string, string>, timeoutMs: number): Promise<unknown> {
  const { status, text } = await send(call, query, timeoutMs);
  // An unknown path is 404, a call over plain http 301 (contract 0): neither did anything. What a gateway did with a 5xx nobody knows.
  if (status !== 200 && status < 500) throw new WecomError(call.path, noAnswer);
  const answer = status === 200 ? parse(text) : undefined;
  if (!answer) throw unanswered(call.path, true);
  const { errcode = 0 } = answer;
  if (errcode === 0) return answer;
  throw new WecomError(call.path, errcode, { retryAfterMs: remedyOf(errcode).retryAfterMs });
}

const unanswered = (path: string, uncertain: boolean, cause?: string) =>
  new WecomError(path, noAnswer, { uncertain, retryAfterMs: remedyOf(noAnswer).retryAfterMs, cause });

async function send(call: WecomCall, query: Record<string, string>, timeoutMs: number): Promise<{ status: number; text: string }> {
  const url = new URL(config.WECOM_API_BASE + call.path);
  for (const [name, value] of Object.entries({ ...call.query, ...query })) url.searchParams.set(name, value);
  try {
    const response = await fetch(url, { method: call.method, redirect: 'manual', signal: AbortSignal.timeout(Math.max(1, Math.round(timeoutMs))), ...contentOf(call) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const code = networkCode(error);
    throw unanswered(call.path, wasSent(code), code);
  }
}

function contentOf({ method, body, file }: WecomCall): { body?: FormData | string; headers?: Record<string, string> } {
  if (file) {
    const form = new FormData();
    form.append('media', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    return { body: form };
  }
  if (method === 'GET') return {};
  return { body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json; charset=UTF-8' } };
}

/** undici puts the system's code into `cause`; a time-out has only a name. */
function networkCode(error: unknown): string {
  const { code, name = 'unknown', cause } = error as { code?: unknown; name?: string; cause?: unknown }; // fetch throws errors only
  if (typeof code === 'string') return code;
  return cause ? networkCode(cause) : name;
}

function parse(text: string): { errcode?: number } | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
    return 'errcode' in answer && typeof answer.errcode !== 'number' ? undefined : answer;
  } catch {
    return undefined; // the caller says what no answer means
  }
}

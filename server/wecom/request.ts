import { monotonicMs } from '../platform/clock.ts';
import { logger } from '../platform/logger.ts';
import { histogram } from '../platform/metrics.ts';
import { networkFault } from '../platform/networkFault.ts';
import type { Image, WecomCall } from './client.ts';
import type { Host } from './hosts.ts';
import { noAnswer, remedyOf } from './retry.rules.ts';
import { WecomError } from './wecomError.ts';

const wecomSeconds = histogram('wecom_seconds', 'Requests to WeCom and WeChat by path and errcode', ['path', 'errcode']);

/** One HTTP request: 200 with `errcode` absent or 0, or a WecomError. Query and body carry secrets: they enter no log and no error. */
export async function request(host: Host, call: WecomCall, query: Record<string, string>, timeoutMs: number): Promise<unknown> {
  const startedMs = monotonicMs();
  let errcode = 0;
  try {
    return await exchange(host, call, query, timeoutMs);
  } catch (error) {
    errcode = error instanceof WecomError ? error.errcode : noAnswer;
    throw error;
  } finally {
    const seconds = (monotonicMs() - startedMs) / 1_000;
    wecomSeconds.observe({ path: call.path, errcode: String(errcode) }, seconds);
    if (errcode !== 0) logger.info({ path: call.path, errcode, ms: Math.round(seconds * 1_000) }, `${host.title}未接受请求`);
  }
}

async function exchange(host: Host, call: WecomCall, query: Record<string, string>, timeoutMs: number): Promise<unknown> {
  const { status, type, bytes } = await send(host, call, query, timeoutMs);
  // An unknown path is 404, a call over plain http 301 (contract 0): neither did anything. What a gateway did with a 5xx nobody knows.
  if (status !== 200 && status < 500) throw new WecomError(call.path, noAnswer);
  if (status === 200 && call.answers === 'image' && type.startsWith('image/') && bytes.length > 0) return { type, bytes } satisfies Image;
  const answer = status === 200 ? parse(bytes.toString('utf8')) : undefined;
  if (!answer) throw unanswered(call.path, true);
  const { errcode = 0 } = answer;
  if (errcode !== 0) throw new WecomError(call.path, errcode, { retryAfterMs: remedyOf(errcode, host.name).retryAfterMs });
  if (call.answers === 'image') throw unanswered(call.path, true);
  return answer;
}

const unanswered = (path: string, uncertain: boolean, cause?: string) =>
  new WecomError(path, noAnswer, { uncertain, retryAfterMs: remedyOf(noAnswer).retryAfterMs, cause });

async function send(host: Host, call: WecomCall, query: Record<string, string>, timeoutMs: number): Promise<Image & { status: number }> {
  const url = new URL(host.base() + call.path);
  for (const [name, value] of Object.entries({ ...call.query, ...query })) url.searchParams.set(name, value);
  try {
    const response = await fetch(url, { method: call.method, redirect: 'manual', signal: AbortSignal.timeout(Math.max(1, Math.round(timeoutMs))), ...contentOf(call) });
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    return { status: response.status, type, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    const { sent, code } = networkFault(error);
    throw unanswered(call.path, sent, code);
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

function parse(text: string): { errcode?: number } | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
    return 'errcode' in answer && typeof answer.errcode !== 'number' ? undefined : answer;
  } catch {
    return undefined; // the caller says what no answer means
  }
}

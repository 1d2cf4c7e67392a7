import Taro from '@tarojs/taro';
import { ApiError, isErrorBody, offline, unreadable } from './apiError.ts';
import { noteServerTime } from './clock.ts';
import { token } from './token.ts';

export interface CallOptions {
  signal?: AbortSignal;
  /** The same key with the same input gives the first answer again: a lost answer makes no second write. */
  idempotencyKey?: string;
}
export type Call = (operation: string, input: unknown, options?: CallOptions) => Promise<unknown>;

const base = process.env.TARO_ENV === 'h5' ? '' : process.env.TARO_APP_API_BASE;
const timeoutMs = 15_000;

function headers(idempotencyKey?: string): Record<string, string> {
  const given = token.read();
  return {
    'Content-Type': 'application/json',
    ...(given ? { Authorization: `Bearer ${given}` } : {}),
    ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
  };
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** One call to the server, as whoever is signed in. */
export const call: Call = async (operation, input, { signal, idempotencyKey } = {}) => {
  // As text: what is asked for as JSON is refused by the one platform and passed on by the other when a proxy answers in HTML.
  const task = Taro.request({
    url: `${base}/api/${operation}`, method: 'POST', header: headers(idempotencyKey), data: JSON.stringify(input),
    dataType: 'text', responseType: 'text', timeout: timeoutMs,
  });
  const abort = () => task.abort();
  signal?.addEventListener('abort', abort);
  const response = await task
    .catch(() => { throw signal?.aborted ? signal.reason : offline(); })
    .finally(() => signal?.removeEventListener('abort', abort));
  noteServerTime(response.header);
  const body = parsed(response.data);
  if (response.statusCode >= 200 && response.statusCode < 300 && body !== undefined) return body;
  throw isErrorBody(body) ? new ApiError(body) : unreadable();
};

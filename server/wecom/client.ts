import { setTimeout as sleep } from 'node:timers/promises';
import { randomBelow } from '../platform/chance.ts';
import { monotonicMs } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { wechatHost, wecomHost, type Host } from './hosts.ts';
import { pauseApi, takeTurn } from './limiter.ts';
import { request } from './request.ts';
import { remedyOf } from './retry.rules.ts';
import { currentToken } from './token.ts';
import { WecomError } from './wecomError.ts';

export interface WecomCall {
  method: 'GET' | 'POST';
  /** `/cgi-bin/…` */
  path: string;
  query?: Record<string, string>;
  /** Stand in the query in place of a token. */
  credentials?: Record<string, string>;
  body?: unknown;
  /** Bytes for `media/upload` and its like, sent as the multipart part `media`. */
  file?: { name: string; type: string; bytes: Buffer };
  /** What a good answer is; an image comes as `Image`. */
  answers?: 'json' | 'image';
  /** False where a repeat could do the thing twice: then only refusals that changed nothing are tried again. */
  repeatable?: boolean;
  /** For the whole call with its waits and retries; WECOM_TIMEOUT_MS where it is not given. */
  timeoutMs?: number;
}
export interface Image { type: string; bytes: Buffer }

/** One call to WeCom as the app: token, shared limiter, time-out, retries by errcode. Throws `WecomError`. */
export const callWecom = <Answer>(call: WecomCall): Promise<Answer> => callHost<Answer>(wecomHost, call);

/** The same to WeChat as the mini-program. */
export const callWechat = <Answer>(call: WecomCall): Promise<Answer> => callHost<Answer>(wechatHost, call);

async function callHost<Answer>(host: Host, call: WecomCall): Promise<Answer> {
  const deadlineMs = monotonicMs() + (call.timeoutMs ?? config.WECOM_TIMEOUT_MS);
  let stale: string | undefined;
  let waits = 0;
  for (;;) {
    const token = call.credentials ? undefined : await currentToken(host, deadlineMs, stale);
    await takeTurn(host, call.path, deadlineMs);
    try {
      // Each caller names the fields that the contract gives for its path.
      return await request(host, call, token ? { access_token: token.value } : call.credentials ?? {}, deadlineMs - monotonicMs()) as Answer;
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      const remedy = remedyOf(error.errcode, host.name);
      if (remedy.pause) await pauseApi(host, call.path);
      if (remedy.newToken && token && stale === undefined) {
        stale = token.generation;
        continue;
      }
      const waitMs = waitBefore(call, error, remedy.waitsMs[waits]);
      if (waitMs === undefined || monotonicMs() + waitMs >= deadlineMs) throw error;
      waits += 1;
      await sleep(waitMs);
    }
  }
}

function waitBefore({ repeatable = true }: WecomCall, error: WecomError, waitMs: number | undefined): number | undefined {
  if (waitMs === undefined || error.retryAfterMs === null) return undefined;
  if (error.uncertain && !repeatable) return undefined;
  return waitMs + randomBelow(100);
}

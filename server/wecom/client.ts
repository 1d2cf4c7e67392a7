export interface WecomCall {
  method: 'GET' | 'POST';
  /** `/cgi-bin/…` */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  /** Bytes for `media/upload` and its like, sent as the multipart part `media`. */
  file?: { name: string; type: string; bytes: Buffer };
  /** False where a repeat could do the thing twice: then only refusals that changed nothing are tried again. */
  repeatable?: boolean;
  timeoutMs?: number;
}

/** One call to WeCom as the app: token, shared limiter, time-out, retries by errcode. Throws `WecomError`. */
export async function callWecom<Answer>(_call: WecomCall): Promise<Answer> {
  throw new Error('not built yet');
}

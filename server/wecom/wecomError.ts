/** WeCom, or WeChat, did not do what was asked. */
export class WecomError extends Error {
  readonly path: string;
  /** Their errcode; -2 where no readable answer came. */
  readonly errcode: number;
  /** The request may have taken effect although no answer came. */
  readonly uncertain: boolean;
  /** Milliseconds until another try makes sense; null = never. */
  readonly retryAfterMs: number | null;

  constructor(path: string, errcode: number, options: { uncertain?: boolean; retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(`${path} ${errcode}`, { cause: options.cause });
    this.name = 'WecomError';
    this.path = path;
    this.errcode = errcode;
    this.uncertain = options.uncertain ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** What to do about an errcode (contract 1.3). Waits are milliseconds. */
export interface Remedy {
  /** The token is no longer good: one forced refresh, one retry. */
  newToken?: true;
  /** The API is paused for the whole corp. */
  pause?: true;
  /** Waits before the tries that follow at once. */
  waitsMs: readonly number[];
  /** When the caller may come back after that; null = another try cannot help. */
  retryAfterMs: number | null;
}

/** No readable answer. */
export const noAnswer = -2;
/** WeCom: 60 s after the minute rule, 60 min after the hour rule, contract 1.2; which one is not said, so it is asked again each minute. */
export const pauseSeconds = 60;

const busy: Remedy = { waitsMs: [200, 600, 1_800], retryAfterMs: 5_000 };
const staleToken: Remedy = { newToken: true, waitsMs: [], retryAfterMs: null };
const dispatching: Remedy = { waitsMs: [], retryAfterMs: 5_000 };
const final: Remedy = { waitsMs: [], retryAfterMs: null };

const remedies: Readonly<Record<number, Remedy>> = {
  [noAnswer]: { waitsMs: [300, 900], retryAfterMs: 2_000 },
  [-1]: busy,
  45033: busy,
  45035: { waitsMs: [300, 900], retryAfterMs: 2_000 },
  45009: { pause: true, waitsMs: [], retryAfterMs: pauseSeconds * 1_000 },
  40014: staleToken,
  42001: staleToken,
  41063: dispatching,
  41079: dispatching,
  41096: { waitsMs: [], retryAfterMs: 300 },
};

/** Where WeChat means another thing by a code: 40001 is a token that it no longer takes, 45011 one person who asks too often (contract 8.1). */
const wechatRemedies: Readonly<Record<number, Remedy>> = {
  40001: staleToken,
  45011: { waitsMs: [], retryAfterMs: 60_000 },
};

export const remedyOf = (errcode: number, host: 'wecom' | 'wechat' = 'wecom'): Remedy =>
  (host === 'wechat' ? wechatRemedies[errcode] : undefined) ?? remedies[errcode] ?? final;

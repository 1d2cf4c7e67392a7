import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../platform/chance.ts';
import { monotonicMs } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { seal, unseal } from '../platform/crypto.ts';
import { redis, redisReady } from '../platform/redis.ts';
import { request } from './request.ts';
import { noAnswer, remedyOf } from './retry.rules.ts';
import { WecomError } from './wecomError.ts';

/** `generation` tells one fetch from the next: WeCom gives the same token again while it lives (contract 1.1). */
export interface Token { value: string; generation: string }
interface Stored { generation: string; sealed: string }

const path = '/cgi-bin/gettoken';
const prefix = `guanhu:wecom:token:${config.WECOM_CORP_ID}:${config.WECOM_AGENT_ID}`;
const keys = { token: prefix, lock: `${prefix}:lock`, refusal: `${prefix}:refusal` };
const sealContext = 'wecom.token';
/** WeCom: 7 200 s; ours ends earlier, so that no call sets out with a token that dies on the way. */
const marginSeconds = 300;
const lockMs = 10_000;
const pollMs = 25;
/** Wrong secrets asked again and again block the caller's address for an hour (contract 1.1). */
const refusalMs = 10_000;
const unlock = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/** Where Redis is away, each process keeps its own. */
let own: (Token & { untilMs: number }) | undefined;

/** The token that all processes share. `stale`: a generation that WeCom has refused. */
export async function currentToken(deadlineMs: number, stale?: string): Promise<Token> {
  const stored = await read();
  if (stored && stored.generation !== stale) return stored;
  const late = sleep(Math.max(0, deadlineMs - monotonicMs()), undefined, { ref: false }).then((): never => { throw new WecomError(path, noAnswer, { retryAfterMs: 1_000 }); });
  return Promise.race([refresh(stale), late]);
}

const underway = new Map<string, Promise<Token>>();

/** One refresh at a time in this process; `refreshShared` holds the other processes. */
function refresh(stale = ''): Promise<Token> {
  const current = underway.get(stale);
  if (current) return current;
  const deadlineMs = monotonicMs() + config.WECOM_TIMEOUT_MS;
  const next = (redisReady() ? refreshShared(deadlineMs, stale) : fetchToken(deadlineMs)).finally(() => underway.delete(stale));
  underway.set(stale, next);
  return next;
}

async function refreshShared(deadlineMs: number, stale: string): Promise<Token> {
  const holder = newId();
  for (;;) {
    const refused = await redis().get(keys.refusal);
    if (refused) throw new WecomError(path, Number(refused), { retryAfterMs: refusalMs });
    if (await redis().set(keys.lock, holder, 'PX', lockMs, 'NX')) break;
    const stored = await read();
    if (stored && stored.generation !== stale) return stored;
    if (monotonicMs() >= deadlineMs) throw new WecomError(path, noAnswer, { retryAfterMs: 1_000 });
    await sleep(pollMs);
  }
  try {
    const stored = await read();
    return stored && stored.generation !== stale ? stored : await fetchToken(deadlineMs);
  } finally {
    await redis().eval(unlock, 1, keys.lock, holder).catch(() => undefined); // it ends by itself
  }
}

async function read(): Promise<Token | undefined> {
  if (!redisReady()) return own && own.untilMs > monotonicMs() ? own : undefined;
  const text = await redis().get(keys.token);
  if (!text) return undefined;
  const { generation, sealed } = JSON.parse(text) as Stored; // written by `fetchToken`
  return { generation, value: unseal(sealed, sealContext) };
}

/** Asks WeCom, and puts the answer where every process finds it. */
export async function fetchToken(deadlineMs: number): Promise<Token> {
  const { access_token: value, expires_in: seconds } = await askToken(deadlineMs);
  const generation = newId();
  const lifeSeconds = Math.max(60, seconds - marginSeconds);
  own = { value, generation, untilMs: monotonicMs() + lifeSeconds * 1_000 };
  if (redisReady()) {
    const stored: Stored = { generation, sealed: seal(value, sealContext) };
    await redis().multi().set(keys.token, JSON.stringify(stored), 'EX', lifeSeconds).del(keys.refusal).exec();
  }
  return { value, generation };
}

async function askToken(deadlineMs: number): Promise<{ access_token: string; expires_in: number }> {
  const waits = [...remedyOf(-1).waitsMs];
  for (;;) {
    try {
      // The answer's shape is contract 1.1's.
      return await request({ method: 'GET', path }, { corpid: config.WECOM_CORP_ID, corpsecret: config.WECOM_SECRET }, deadlineMs - monotonicMs()) as { access_token: string; expires_in: number };
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      if (error.retryAfterMs === null && redisReady()) await redis().set(keys.refusal, error.errcode, 'PX', refusalMs);
      const waitMs = error.retryAfterMs === null ? undefined : waits.shift();
      if (waitMs === undefined || monotonicMs() + waitMs >= deadlineMs) throw new WecomError(path, error.errcode, { retryAfterMs: error.retryAfterMs, cause: error.cause }); // what the token was for was surely not done
      await sleep(waitMs);
    }
  }
}

/** Whether a token is at hand now, without asking WeCom. */
export const hasToken = async (): Promise<boolean> => (await read()) !== undefined;

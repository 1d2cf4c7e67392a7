import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../platform/chance.ts';
import { monotonicMs } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { seal, unseal } from '../platform/crypto.ts';
import { redis, redisReady } from '../platform/redis.ts';
import { wecomHost, type Host } from './hosts.ts';
import { request } from './request.ts';
import { noAnswer, remedyOf } from './retry.rules.ts';
import { WecomError } from './wecomError.ts';

/** `generation` tells one fetch from the next: the same token comes again while it lives (contract 1.1). */
export interface Token { value: string; generation: string }
interface Stored { generation: string; sealed: string }
/** Contract 1.1 and 8.1 alike. */
interface Answer { access_token: string; expires_in: number }

const keysOf = ({ tokenKey }: Host) => ({ token: tokenKey, lock: `${tokenKey}:lock`, refusal: `${tokenKey}:refusal`, forced: `${tokenKey}:forced` });
const sealContext = 'wecom.token';
/** They give 7 200 s; ours ends earlier, so that no call sets out with a token that dies on the way. */
const marginSeconds = 300;
const lockMs = 10_000;
const pollMs = 25;
/** Wrong secrets asked again and again block the caller's address for an hour (contract 1.1). */
const refusalMs = 10_000;
/** WeChat: 30 s between two forced tokens, 20 a day, contract 8.1. */
const betweenForcedMs = 30_000;
const unlock = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/** Where Redis is away, each process keeps its own. */
const own = new Map<Host['name'], Token & { untilMs: number }>();

/** The token that all processes share. `stale`: a generation that was refused. */
export async function currentToken(host: Host, deadlineMs: number, stale?: string): Promise<Token> {
  const stored = await read(host);
  if (stored && stored.generation !== stale) return stored;
  const late = sleep(Math.max(0, deadlineMs - monotonicMs()), undefined, { ref: false }).then((): never => { throw new WecomError(host.tokenPath, noAnswer, { retryAfterMs: 1_000 }); });
  return Promise.race([refresh(host, stale), late]);
}

const underway = new Map<string, Promise<Token>>();

/** One refresh at a time in this process; `refreshShared` holds the other processes. */
function refresh(host: Host, stale = ''): Promise<Token> {
  const id = `${host.name}:${stale}`;
  const current = underway.get(id);
  if (current) return current;
  const deadlineMs = monotonicMs() + config.WECOM_TIMEOUT_MS;
  const next = (redisReady() ? refreshShared(host, deadlineMs, stale) : fetchToken(host, deadlineMs, own.get(host.name)?.value)).finally(() => underway.delete(id));
  underway.set(id, next);
  return next;
}

async function refreshShared(host: Host, deadlineMs: number, stale: string): Promise<Token> {
  const holder = newId();
  const keys = keysOf(host);
  for (;;) {
    const refused = await redis().get(keys.refusal);
    if (refused) throw new WecomError(host.tokenPath, Number(refused), { retryAfterMs: refusalMs });
    if (await redis().set(keys.lock, holder, 'PX', lockMs, 'NX')) break;
    const stored = await read(host);
    if (stored && stored.generation !== stale) return stored;
    if (monotonicMs() >= deadlineMs) throw new WecomError(host.tokenPath, noAnswer, { retryAfterMs: 1_000 });
    await sleep(pollMs);
  }
  try {
    const stored = await read(host);
    return stored && stored.generation !== stale ? stored : await fetchToken(host, deadlineMs, stored?.value);
  } finally {
    await redis().eval(unlock, 1, keys.lock, holder).catch(() => undefined); // it ends by itself
  }
}

async function read(host: Host): Promise<Token | undefined> {
  if (!redisReady()) {
    const kept = own.get(host.name);
    return kept && kept.untilMs > monotonicMs() ? kept : undefined;
  }
  const text = await redis().get(keysOf(host).token);
  if (!text) return undefined;
  const { generation, sealed } = JSON.parse(text) as Stored; // written by `fetchToken`
  return { generation, value: unseal(sealed, sealContext) };
}

/** Asks for a token, and puts it where every process finds it. `refused`: one that was not taken; given again, another is demanded. */
export async function fetchToken(host: Host, deadlineMs: number, refused?: string): Promise<Token> {
  const keys = keysOf(host);
  const answer = await askToken(host, deadlineMs, false);
  const { access_token: value, expires_in: seconds } = answer.access_token === refused && await mayForce(host) ? await askToken(host, deadlineMs, true) : answer;
  const generation = newId();
  const lifeSeconds = Math.max(60, seconds - marginSeconds);
  own.set(host.name, { value, generation, untilMs: monotonicMs() + lifeSeconds * 1_000 });
  if (redisReady()) {
    const stored: Stored = { generation, sealed: seal(value, sealContext) };
    await redis().multi().set(keys.token, JSON.stringify(stored), 'EX', lifeSeconds).del(keys.refusal).exec();
  }
  return { value, generation };
}

const mayForce = async (host: Host): Promise<boolean> =>
  host.canForce && redisReady() && await redis().set(keysOf(host).forced, '1', 'PX', betweenForcedMs, 'NX') === 'OK';

async function askToken(host: Host, deadlineMs: number, force: boolean): Promise<Answer> {
  const waits = [...remedyOf(-1).waitsMs];
  const { call, query } = host.tokenRequest(force);
  for (;;) {
    try {
      return await request(host, call, query, deadlineMs - monotonicMs()) as Answer;
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      if (error.retryAfterMs === null && redisReady()) await redis().set(keysOf(host).refusal, error.errcode, 'PX', refusalMs);
      const waitMs = error.retryAfterMs === null ? undefined : waits.shift();
      if (waitMs === undefined || monotonicMs() + waitMs >= deadlineMs) throw new WecomError(host.tokenPath, error.errcode, { retryAfterMs: error.retryAfterMs, cause: error.cause }); // what the token was for was surely not done
      await sleep(waitMs);
    }
  }
}

/** Whether WeCom's token is at hand now, without asking for one. */
export const hasToken = async (): Promise<boolean> => (await read(wecomHost)) !== undefined;

import { z } from 'zod';
import { endpoint } from '../api/endpoint.ts';
import { Refusal } from '../api/refusal.ts';
import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import type { WechatToken } from '../state.ts';

/** WeChat: 7 200 s; a replaced token is good for 5 min more; contract 8.1. */
const lifeMs = 7_200_000;
const overlapMs = 300_000;
const keptTokens = 100;
/** WeChat: forced at most 20 times a day, 30 s apart, contract 8.1. */
const forcedPerDay = 20;
const forcedApartMs = 30_000;
const dayMs = 86_400_000;
const minuteMs = 60_000;

const leftMs = (sandbox: Sandbox, { madeAtMs }: WechatToken) => lifeMs - Math.abs(sandbox.clock.nowMs() - madeAtMs);
const isVoid = (sandbox: Sandbox, { voidAtMs }: WechatToken) => voidAtMs !== null && sandbox.clock.nowMs() >= voidAtMs;

/** Missing before invalid before expired, as with WeCom. */
export function appOf(sandbox: Sandbox, given: string | undefined): 'app' {
  if (!given) throw new Refusal(41001);
  const token = sandbox.state.wechatTokens.get(given);
  if (!token || isVoid(sandbox, token)) throw new Refusal(40001);
  if (leftMs(sandbox, token) <= 0) throw new Refusal(42001);
  return 'app';
}

/** The newest of its kind: the others have been replaced. */
const current = (sandbox: Sandbox, kind: WechatToken['kind']) =>
  [...sandbox.state.wechatTokens.values()].find((each) => each.kind === kind && each.voidAtMs === null && leftMs(sandbox, each) > 0);

function replace(sandbox: Sandbox, kind: WechatToken['kind'], oldLastsMs: number): WechatToken {
  const { wechatTokens } = sandbox.state;
  const nowMs = sandbox.clock.nowMs();
  for (const old of wechatTokens.values()) if (old.kind === kind) old.voidAtMs ??= nowMs + oldLastsMs;
  const token: WechatToken = { token: newId('', 136), kind, madeAtMs: nowMs, voidAtMs: null };
  wechatTokens.set(token.token, token);
  for (const old of wechatTokens.keys()) {
    if (wechatTokens.size <= keptTokens) break;
    wechatTokens.delete(old);
  }
  sandbox.touch();
  return token;
}

const present = (sandbox: Sandbox, token: WechatToken) => ({ access_token: token.token, expires_in: Math.ceil(leftMs(sandbox, token) / 1000) });

export const accountFields = { appid: z.string().default(''), secret: z.string().default('') };

export function checkAccount({ settings }: Sandbox, { appid, secret }: { appid: string; secret: string }): void {
  if (!appid) throw new Refusal(41002);
  if (appid !== settings.miniprogramAppid) throw new Refusal(40013);
  if (!secret) throw new Refusal(41004);
  if (secret !== settings.miniprogramSecret) throw new Refusal(40125);
}

const grant = z.literal('client_credential');
const common = { token: 'none', bare: true, missing: { grant_type: 40002 }, wrong: { grant_type: 40002 }, otherwise: 47001 } as const;

export const tokenEndpoints = [
  endpoint({
    ...common, method: 'GET', path: '/cgi-bin/token', summary: '小程序 access_token，每次换新，旧的 5 分钟后失效', input: z.object({ grant_type: grant, ...accountFields }),
    run(given, { sandbox }) {
      checkAccount(sandbox, given);
      return present(sandbox, replace(sandbox, 'plain', overlapMs));
    },
  }),
  endpoint({
    ...common, method: 'POST', path: '/cgi-bin/stable_token', summary: '小程序稳定版 access_token，有效期内重复获取相同',
    uncounted: true, limits: [{ count: 10_000, perMs: minuteMs, blockMs: minuteMs }],
    input: z.object({ grant_type: grant, ...accountFields, force_refresh: z.boolean().default(false) }),
    run({ force_refresh: isForced, ...given }, { sandbox }) {
      checkAccount(sandbox, given);
      const known = current(sandbox, 'stable');
      if (!isForced) return present(sandbox, known && leftMs(sandbox, known) > overlapMs ? known : replace(sandbox, 'stable', overlapMs));
      if (sandbox.limits.full('stable_token forced gap', 1, forcedApartMs)) throw new Refusal(45011);
      if (sandbox.limits.full('stable_token forced', forcedPerDay, dayMs)) throw new Refusal(45009);
      return present(sandbox, replace(sandbox, 'stable', 0));
    },
  }),
];

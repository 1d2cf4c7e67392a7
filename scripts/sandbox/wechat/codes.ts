import { createHash } from 'node:crypto';
import { Refusal } from '../api/refusal.ts';
import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Customer, WechatCode } from '../state.ts';

/** WeChat: one use, 5 minutes, contract 8.1. */
const codeLifeMs = 300_000;
const keptCodes = 5_000;
/** WeChat: 100 a minute for each user, contract 8.1. */
const perUserMinute = 100;
const minuteMs = 60_000;

/** The same person has another openid in every mini-program. */
export const openidOf = (appid: string, { externalUserid }: Customer): string => `o${createHash('sha256').update(`${appid} ${externalUserid}`).digest('base64url').slice(0, 27)}`;

/** What the phone gives the page: from `wx.login`, or from the button that asks for the number. */
export function newWechatCode(sandbox: Sandbox, kind: WechatCode['kind'], { externalUserid, phone }: Customer): string {
  const { wechatCodes } = sandbox.state;
  const code: WechatCode = { code: newId('0', 31), kind, externalUserid, phone, madeAtMs: sandbox.clock.nowMs(), used: false };
  wechatCodes.set(code.code, code);
  for (const old of wechatCodes.keys()) {
    if (wechatCodes.size <= keptCodes) break;
    wechatCodes.delete(old);
  }
  sandbox.touch();
  return code.code;
}

/** Whose code this is, used up by the call. */
export function useWechatCode(sandbox: Sandbox, kind: WechatCode['kind'], given: string, { usedBefore, openid }: { usedBefore: number; openid?: string | undefined }): { code: WechatCode; customer: Customer } {
  const { state, clock, settings } = sandbox;
  const code = state.wechatCodes.get(given);
  const customer = code && state.customers.get(code.externalUserid);
  if (!code || !customer || code.kind !== kind || Math.abs(clock.nowMs() - code.madeAtMs) > codeLifeMs) throw new Refusal(40029);
  if (openid !== undefined && openid !== openidOf(settings.miniprogramAppid, customer)) throw new Refusal(40029);
  if (code.used) throw new Refusal(usedBefore);
  if (sandbox.limits.full(`${kind} ${code.externalUserid}`, perUserMinute, minuteMs)) throw new Refusal(45011);
  code.used = true;
  sandbox.touch();
  return { code, customer };
}

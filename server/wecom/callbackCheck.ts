import { encrypt } from '@wecom/crypto';
import type { Check } from '../platform/check.ts';
import { newId } from '../platform/chance.ts';
import { businessTime, monotonicMs, now } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { Callback, type CallbackRow } from './callback.model.ts';
import { signatureOf } from './callbackCrypto.rules.ts';

const name = '接收回调';
/** WeCom waits no longer for the address to answer: contract 2.1. The quickest of three tries counts: the first one warms up. */
const wecomWaitsMs = 1_000;
const tries = 3;
const where = '企业微信后台「应用 → 接收消息 → API 接收」';

/** Asks our own callback address as WeCom does when it is saved in the console: through the public address, signed and encrypted. */
export async function callbackCheck(): Promise<Check> {
  const last = await Callback.findOne().sort({ receivedAt: -1 }).lean<CallbackRow>();
  const heard = last ? `最近一次回调 ${businessTime(last.receivedAt).format('M月D日 HH:mm')}` : '还没有收到过回调';
  const problem = await problemOfAddress();
  if (!problem) return { name, ok: true, detail: `${config.PUBLIC_URL}/wecom/callback 应答正确，${heard}`, action: '' };
  return { name, ok: false, detail: `${problem}；${heard}`, action: `核对 PUBLIC_URL、反向代理和证书；若本机不能从外网地址访问自己，请在${where}保存一次，能保存就是通的` };
}

async function problemOfAddress(): Promise<string> {
  let quickestMs = Infinity;
  for (let n = 0; n < tries && quickestMs > wecomWaitsMs; n += 1) {
    const startedMs = monotonicMs();
    const problem = await problemOfAnswer();
    if (problem) return problem;
    quickestMs = Math.min(quickestMs, monotonicMs() - startedMs);
  }
  return quickestMs > wecomWaitsMs ? `回调地址 ${Math.round(quickestMs)} 毫秒才应答，企业微信只等 1 秒` : '';
}

async function problemOfAnswer(): Promise<string> {
  const echo = newId();
  const encrypted = encrypt(config.WECOM_CALLBACK_AES_KEY, echo, config.WECOM_CORP_ID);
  const [timestamp, nonce] = [String(Math.floor(now().getTime() / 1_000)), newId()];
  const query = new URLSearchParams({ msg_signature: signatureOf(config.WECOM_CALLBACK_TOKEN, { timestamp, nonce, encrypted }), timestamp, nonce, echostr: encrypted });
  try {
    const response = await fetch(`${config.PUBLIC_URL}/wecom/callback?${query.toString()}`, { redirect: 'manual', signal: AbortSignal.timeout(config.WECOM_TIMEOUT_MS) });
    if (response.status !== 200) return `回调地址返回 ${response.status}，不是管户`;
    return (await response.text()) === echo ? '' : '回调地址的应答不正确，可能是另一套环境';
  } catch {
    return '没有从回调地址得到应答';
  }
}

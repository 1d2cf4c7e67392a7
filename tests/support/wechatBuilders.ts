import { createHmac } from 'node:crypto';
import type { Answered, Playground } from './sandboxBuilders.ts';

export const miniprogram = { appid: 'wxsandboxapp00001', secret: 'sandbox-miniprogram-secret', smsSecret: 'sandbox-sms-secret' };

async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, text, body: json && text ? JSON.parse(text) : undefined };
}

const post = async (url: string, body: unknown, headers: Record<string, string> = {}) =>
  read(await fetch(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }));

export const stableToken = (play: Playground, given: Record<string, unknown> = {}): Promise<Answered> =>
  post(`${play.running.url}/cgi-bin/stable_token`, { grant_type: 'client_credential', appid: miniprogram.appid, secret: miniprogram.secret, ...given });

/** A POST to api.weixin.qq.com with the mini-program's token. */
export async function wechat(play: Playground, path: string, body: unknown, token?: string): Promise<Answered> {
  const own = token ?? (await stableToken(play)).body.access_token;
  return post(`${play.running.url}/${path}?${new URLSearchParams({ access_token: own })}`, body);
}

export const exchange = (play: Playground, given: Record<string, string>): Promise<Answered> =>
  play.get(`/sns/jscode2session?${new URLSearchParams({ appid: miniprogram.appid, secret: miniprogram.secret, grant_type: 'authorization_code', ...given })}`);

export const loginCode = async (play: Playground, externalUserid: string): Promise<string> => (await play.control('loginCode', { externalUserid })).body.code;
export const openidOf = async (play: Playground, externalUserid: string): Promise<string> => (await exchange(play, { js_code: await loginCode(play, externalUserid) })).body.openid;

/** As the server sends one: signed over timestamp, dot and body. */
export function sendSms(play: Playground, message: unknown, given: { secret?: string; timestamp?: string; signature?: string } = {}): Promise<Answered> {
  const timestamp = given.timestamp ?? String(play.running.sandbox.clock.nowSeconds());
  const body = JSON.stringify(message);
  const signature = given.signature ?? createHmac('sha256', given.secret ?? miniprogram.smsSecret).update(`${timestamp}.${body}`).digest('hex');
  return post(`${play.running.url}/sms/send`, body, { 'x-guanhu-timestamp': timestamp, 'x-guanhu-signature': signature });
}

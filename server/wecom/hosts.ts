import { config } from '../platform/config.ts';
import type { WecomCall } from './client.ts';

/** A party that is spoken to in the one way of contract 0 and 8: where it is, how its token is asked for, what it counts. */
export interface Host {
  name: 'wecom' | 'wechat';
  /** For people. */
  title: string;
  /** Read at each call. */
  base: () => string;
  /** Begins the keys in Redis: whom the limits count. */
  account: string;
  tokenKey: string;
  tokenPath: string;
  tokenRequest: (force: boolean) => { call: WecomCall; query: Record<string, string> };
  /** A refused token may come back at a plain question: then a new one is demanded. */
  canForce: boolean;
  windows: readonly { name: string; points: number; duration: number }[];
}

/** Their window need not begin when ours does, and other programs of the bank may call too. */
const margin = 0.9;

export const wecomHost: Host = {
  name: 'wecom',
  title: '企业微信',
  base: () => config.WECOM_API_BASE,
  account: `guanhu:wecom:${config.WECOM_CORP_ID}`,
  tokenKey: `guanhu:wecom:token:${config.WECOM_CORP_ID}:${config.WECOM_AGENT_ID}`,
  tokenPath: '/cgi-bin/gettoken',
  tokenRequest: () => ({ call: { method: 'GET', path: '/cgi-bin/gettoken' }, query: { corpid: config.WECOM_CORP_ID, corpsecret: config.WECOM_SECRET } }),
  canForce: false,
  /** WeCom: per corp and API 10 000 a minute and 150 000 an hour, contract 1.2. */
  windows: [{ name: 'minute', points: 10_000 * margin, duration: 60 }, { name: 'hour', points: 150_000 * margin, duration: 3_600 }],
};

export const wechatHost: Host = {
  name: 'wechat',
  title: '微信',
  base: () => config.WECHAT_API_BASE,
  account: `guanhu:wechat:${config.MINIPROGRAM_APPID}`,
  tokenKey: `guanhu:wechat:token:${config.MINIPROGRAM_APPID}`,
  tokenPath: '/cgi-bin/stable_token',
  tokenRequest: (force) => ({
    call: {
      method: 'POST', path: '/cgi-bin/stable_token',
      body: { grant_type: 'client_credential', appid: config.MINIPROGRAM_APPID, secret: config.MINIPROGRAM_SECRET, ...(force ? { force_refresh: true } : {}) },
    },
    query: {},
  }),
  canForce: true,
  /** WeChat: getwxacodeunlimit 5 000 a minute, contract 8.2; the others that we call allow more or say nothing. */
  windows: [{ name: 'minute', points: 5_000 * margin, duration: 60 }],
};

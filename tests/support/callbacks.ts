import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** Encrypts and signs as contract 2.1 says, with node:crypto alone, so that the server's own code is not its judge. */
export interface CallbackKeys { token: string; aesKey: string; receiveId: string }
export const sandboxKeys: CallbackKeys = { token: 'sandboxToken01', aesKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8', receiveId: 'wwsandbox000000001' };

export function encrypt(message: string, { aesKey, receiveId }: CallbackKeys, random = randomBytes(16)): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random, length, text, Buffer.from(receiveId)]);
  const pad = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64');
}

export const sign = (token: string, timestamp: string, nonce: string, encrypted: string): string =>
  createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');

export interface Push { path: string; body: string }

/** The request that WeCom would send for this inner XML. */
export function pushOf(inner: string, keys = sandboxKeys, timestamp = '1700000000'): Push {
  const encrypted = encrypt(inner, keys);
  const nonce = randomBytes(6).toString('hex');
  const query = new URLSearchParams({ msg_signature: sign(keys.token, timestamp, nonce, encrypted), timestamp, nonce });
  return { path: `/wecom/callback?${query}`, body: `<xml><ToUserName><![CDATA[${keys.receiveId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>` };
}

export interface Added { userid: string; externalUserid: string; state?: string; welcomeCode?: string; createTime?: number; changeType?: string }

export const addedXml = ({ userid, externalUserid, state, welcomeCode, createTime = 1_700_000_000, changeType = 'add_external_contact' }: Added): string =>
  `<xml><ToUserName><![CDATA[wwsandbox000000001]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${createTime}</CreateTime>`
  + `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[${changeType}]]></ChangeType>`
  + `<UserID><![CDATA[${userid}]]></UserID><ExternalUserID><![CDATA[${externalUserid}]]></ExternalUserID>`
  + `${state === undefined ? '' : `<State><![CDATA[${state}]]></State>`}${welcomeCode === undefined ? '' : `<WelcomeCode><![CDATA[${welcomeCode}]]></WelcomeCode>`}</xml>`;

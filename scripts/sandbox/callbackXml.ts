import { encrypt, getSignature } from '@wecom/crypto';

export type Fields = Record<string, string | number | undefined>;

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
const element = ([name, value]: [string, string | number | undefined]) => (value === undefined ? '' : `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`);

/** One line, no spaces between the elements (contract 2.3). */
export const toXml = (fields: Fields): string => `<xml>${Object.entries(fields).map(element).join('')}</xml>`;

export interface Sealed { encrypt: string; signature: string; timestamp: string; nonce: string }
export interface Keys { callbackToken: string; callbackAesKey: string; corpId: string }

export function sealMessage(message: string, keys: Keys, timestamp: string, nonce: string, random: Buffer): Sealed {
  const sealed = encrypt(keys.callbackAesKey, message, keys.corpId, random);
  return { encrypt: sealed, signature: getSignature(keys.callbackToken, timestamp, nonce, sealed), timestamp, nonce };
}

export const envelope = (corpId: string, agentId: number, sealed: string): string => toXml({ ToUserName: corpId, AgentID: String(agentId), Encrypt: sealed });

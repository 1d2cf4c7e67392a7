import { newId } from '../chance.ts';
import type { Refusal } from '../api/refusal.ts';

/** WeChat's words where they differ from WeCom's. */
const texts: Record<number, string> = {
  40001: 'invalid credential, access_token is invalid or not latest', 40002: 'invalid grant_type', 40003: 'invalid openid', 40013: 'invalid appid', 40029: 'invalid code', 40037: 'invalid template_id', 40097: 'invalid args', 40125: 'invalid appsecret',
  40163: 'code been used', 40169: 'invalid length for scene, or the data is not json string', 41001: 'access_token missing', 41002: 'appid missing', 41004: 'appsecret missing', 41008: 'missing code', 41030: 'invalid page',
  42001: 'access_token expired', 43002: 'require POST method', 43101: 'user refuse to accept the msg', 44002: 'empty post data', 45009: 'reach max api daily quota limit', 45011: 'api minute-quota reach limit  mustslower  retry next minute', 47001: 'data format error', 47003: 'argument invalid!',
};

/** errmsg ends in ` rid: <id>` (contract 8). */
export function errorText(refusal: Refusal, _ip: string, nowSeconds: number): string {
  return `${refusal.isWorded ? refusal.text : texts[refusal.errcode] ?? refusal.text} rid: ${nowSeconds.toString(16)}-${newId('', 8).toLowerCase()}-${newId('', 8).toLowerCase()}`;
}

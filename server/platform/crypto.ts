import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { randomBytes } from './chance.ts';
import { config } from './config.ts';

const algorithm = 'aes-256-gcm';

/** `<key id>.<iv>.<tag>.<ciphertext>`, AES-256-GCM; `context` (model and path) is authenticated, so a value cannot be moved. */
export function seal(plain: string, context: string): string {
  const key = config.FIELD_KEYS[0];
  if (!key) throw new Error('FIELD_KEYS is empty');
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, key.key, iv);
  cipher.setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [key.id, iv.toString('base64url'), cipher.getAuthTag().toString('base64url'), sealed.toString('base64url')].join('.');
}

export function unseal(sealed: string, context: string): string {
  const [keyId, iv = '', tag = '', text = ''] = sealed.split('.');
  const key = config.FIELD_KEYS.find((each) => each.id === keyId);
  if (!key) throw new Error(`no field key ${keyId}`);
  const decipher = createDecipheriv(algorithm, key.key, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
}

/** Equal values give equal indexes within one field, so that a sealed field can be found by exact match. */
export const blindIndex = (value: string, field: string): string =>
  createHmac('sha256', Buffer.from(config.BLIND_INDEX_KEY, 'base64')).update(`${field}\0${value}`).digest('base64url');

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** Compares in constant time; texts of different length differ. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

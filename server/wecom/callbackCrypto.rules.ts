import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { sameSecret } from '../platform/crypto.ts';
import { AppError } from '../platform/errors.ts';

export interface CallbackKeys { token: string; aesKey: string; receiveId: string }
export interface SignedText { signature: string; timestamp: string; nonce: string; encrypted: string }

const blockSize = 32;
const randomSize = 16;
const lengthSize = 4;

/** Contract 2.1. */
export const signatureOf = (token: string, { timestamp, nonce, encrypted }: Omit<SignedText, 'signature'>): string =>
  createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');

/** The message that WeCom has signed and encrypted for us. The signature is checked before anything is decrypted. */
export function openCallback(keys: CallbackKeys, signed: SignedText): string {
  if (!sameSecret(signatureOf(keys.token, signed), signed.signature)) throw new AppError('wecom.badSignature');
  return decryptCallback(keys, signed.encrypted);
}

/** 16 random bytes, 4-byte length, message, receiveid; every byte of it is accounted for. */
export function decryptCallback({ aesKey, receiveId }: CallbackKeys, encrypted: string): string {
  const plain = unpad(decipher(Buffer.from(`${aesKey}=`, 'base64'), Buffer.from(encrypted, 'base64')));
  const start = randomSize + lengthSize;
  if (plain.length < start) throw new AppError('wecom.badCallback');
  const end = start + plain.readUInt32BE(randomSize);
  if (end > plain.length) throw new AppError('wecom.badCallback');
  const [given, expected] = [plain.subarray(end), Buffer.from(receiveId)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new AppError('wecom.badCallback');
  return plain.toString('utf8', start, end);
}

function decipher(key: Buffer, encrypted: Buffer): Buffer {
  if (encrypted.length === 0 || encrypted.length % blockSize !== 0) throw new AppError('wecom.badCallback');
  const aes = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false); // padding to 32 bytes: Node's own takes 16 only
  return Buffer.concat([aes.update(encrypted), aes.final()]);
}

/** PKCS#7 to a multiple of 32: the last byte says how many, and all of them must be that byte. */
function unpad(padded: Buffer): Buffer {
  const size = padded.at(-1) ?? 0;
  if (size < 1 || size > blockSize || size > padded.length) throw new AppError('wecom.badCallback');
  if (!padded.subarray(-size).every((byte) => byte === size)) throw new AppError('wecom.badCallback');
  return padded.subarray(0, -size);
}

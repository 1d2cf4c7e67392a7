import { createCipheriv } from 'node:crypto';
import { decryptCallback } from '../../server/wecom/callbackCrypto.rules.ts';

const keys = { token: 't', aesKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8', receiveId: 'wwsandbox000000001' };
const key = Buffer.from(`${keys.aesKey}=`, 'base64');

/** Random part, length, message, corp id; then whatever padding the test wants. */
function encryptedWith(message: string, padding: (size: number) => Buffer, length = Buffer.byteLength(message)): string {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  const plain = Buffer.concat([Buffer.alloc(16, 7), size, Buffer.from(message), Buffer.from(keys.receiveId)]);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([plain, padding(32 - (plain.length % 32))])), cipher.final()]).toString('base64');
}
const right = (size: number) => Buffer.alloc(size, size);
const refused = expect.objectContaining({ code: 'wecom.badCallback' });

test('every size of padding from 1 to 32 is read', () => {
  for (let size = 0; size < 32; size += 1) expect(decryptCallback(keys, encryptedWith('m'.repeat(size), right))).toBe('m'.repeat(size));
});

test.each([
  ['a padding byte that differs', (size: number) => { const bytes = right(size); bytes[0] = size + 1; return bytes; }],
  ['padding of zeros', (size: number) => Buffer.alloc(size, 0)],
  ['padding that names more than 32', (size: number) => Buffer.alloc(size, 33)],
])('%s: refused', (_, padding) => {
  expect(() => decryptCallback(keys, encryptedWith('message', padding))).toThrow(refused);
});

test.each([0, 6, 8, 1_000, 0xffff_ffff])('a length of %i where 7 bytes stand: refused', (length) => {
  expect(() => decryptCallback(keys, encryptedWith('message', right, length))).toThrow(refused);
});

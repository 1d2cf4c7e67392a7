import { createHash } from 'node:crypto';
import { encrypt } from '@wecom/crypto';
import fc from 'fast-check';
import { decryptCallback, openCallback, signatureOf } from '../../server/wecom/callbackCrypto.rules.ts';

// Contract 2.2.
const published = {
  keys: { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiveId: 'wx5823bf96d3bd56c7' },
  signed: {
    signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3', timestamp: '1409659589', nonce: '263014780',
    encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  },
};
const keys = { token: 'sandboxToken01', aesKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8', receiveId: 'wwsandbox000000001' };
const random = Buffer.from('0123456789abcdef');
const own = {
  signature: '6dedb292e2ea4813a1464a04720879e4fe491e8a', timestamp: '1700000000', nonce: 'n0nce42',
  encrypted: '4j/AuRx71kQlxVlzbpsMWNWnP9RlDIJKgR21/Fa9OubFbfTQWi88CkSMhJD19ZiEJMZwoIhQPJ4SzUupwfFyKQ==',
};
const event = '<xml><ToUserName><![CDATA[wwsandbox000000001]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType>'
  + '<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[u_amy]]></UserID><ExternalUserID><![CDATA[wmSandbox0001]]></ExternalUserID>'
  + '<State><![CDATA[ch_01]]></State><WelcomeCode><![CDATA[wc_demo_1]]></WelcomeCode></xml>';

test("the published sample opens to the published plain text", () => {
  expect(openCallback(published.keys, published.signed)).toBe('1616140317555161061');
});

test('the own vector of the URL check opens', () => {
  expect(openCallback(keys, own)).toBe('echo-7312');
});

test('the own vector of an event: signature and plain text', () => {
  const encrypted = encrypt(keys.aesKey, event, keys.receiveId, random);
  expect([Buffer.byteLength(event), encrypted.length, createHash('sha1').update(encrypted).digest('hex')]).toEqual([460, 684, '7c50e7287884354aeb519df78eb3421f4e2c5a2c']);
  expect(signatureOf(keys.token, { timestamp: '1700000000', nonce: 'n0nce42', encrypted })).toBe('9502dc49d241dccd2e3e8122bab474366231bfe0');
  expect(decryptCallback(keys, encrypted)).toBe(event);
});

test('what was encrypted comes back, whatever it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (message) => {
    expect(decryptCallback(keys, encrypt(keys.aesKey, message, keys.receiveId))).toBe(message);
  }));
});

test('one changed character of signature, time, nonce or text: refused as a bad signature', () => {
  for (const change of [{ signature: own.signature.replace('6', '7') }, { signature: '' }, { signature: 'é' }, { timestamp: '1700000001' }, { nonce: 'n0nce43' }, { encrypted: `A${own.encrypted.slice(1)}` }]) {
    expect(() => openCallback(keys, { ...own, ...change })).toThrow(expect.objectContaining({ code: 'wecom.badSignature' }));
  }
});

test('a changed byte of the text that is not in the message is never accepted as another corp or padding', () => {
  const encrypted = Buffer.from(own.encrypted, 'base64');
  fc.assert(fc.property(fc.nat(encrypted.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
    const broken = Buffer.from(encrypted);
    broken[at] = (broken[at] ?? 0) ^ change;
    // The first 32 bytes hold the random part, the length and the message's begin; what follows guards corp id and padding.
    if (at >= 32) expect(() => decryptCallback(keys, broken.toString('base64'))).toThrow(expect.objectContaining({ code: 'wecom.badCallback' }));
  }));
});

test.each([
  ['another corp', () => encrypt(keys.aesKey, 'x', 'wwother')],
  ['no corp', () => encrypt(keys.aesKey, 'x', '')],
  ['nothing', () => ''],
  ['no whole block', () => Buffer.alloc(33).toString('base64')],
  ['16 bytes', () => Buffer.alloc(16).toString('base64')],
  ['random bytes', () => Buffer.alloc(64, 5).toString('base64')],
])('%s: refused', (_, encrypted) => {
  expect(() => decryptCallback(keys, encrypted())).toThrow(expect.objectContaining({ code: 'wecom.badCallback' }));
});

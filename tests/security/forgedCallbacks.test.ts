import { createCipheriv, randomBytes } from 'node:crypto';
import { EventLog } from '../../server/platform/event.model.ts';
import { Callback } from '../../server/wecom/callback.model.ts';
import { numbers } from '../faults/numbers.ts';
import { addedXml, encrypt, pushOf, sandboxKeys as keys, sign, type Push } from '../support/callbacks.ts';
import { baseUrl, useServer } from '../support/harness.ts';
import { tell } from '../support/rounds.ts';
import { readInbox } from '../support/wecomBuilders.ts';

/** Callbacks that are not WeCom's, or not for us, or were seen before; made with node:crypto alone. */
useServer();

let serial = 0;
const anAdd = () => addedXml({ userid: 'u_amy', externalUserid: `wmForged${serial += 1}`, welcomeCode: `wc${serial}` });
const envelope = (encrypted: string) => `<xml><ToUserName><![CDATA[${keys.receiveId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;

/** Whatever the ciphertext is, the signature is right. */
function signed(encrypted: string): Push {
  const [timestamp, nonce] = ['1700000000', randomBytes(6).toString('hex')];
  return { path: `/wecom/callback?${new URLSearchParams({ msg_signature: sign(keys.token, timestamp, nonce, encrypted), timestamp, nonce })}`, body: envelope(encrypted) };
}

/** Contract 2.1's layout with another padding than PKCS#7 to 32 bytes. */
function padded(padding: (size: number) => Buffer): string {
  const text = Buffer.from(anAdd());
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([randomBytes(16), length, text, Buffer.from(keys.receiveId)]);
  const key = Buffer.from(`${keys.aesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([plain, padding(32 - (plain.length % 32))])), cipher.final()]).toString('base64');
}

const withQuery = ({ path, body }: Push, name: string, value: string): Push => {
  const query = new URLSearchParams(path.split('?')[1]);
  query.set(name, value);
  return { path: `/wecom/callback?${query}`, body };
};

const genuine = Array.from({ length: 20 }, () => pushOf(anAdd()));
const aGenuine = (): Push => genuine[serial % genuine.length] as Push; // there are twenty

const forgeries: [kind: string, status: number, forge: () => Push][] = [
  ['a wrong signature', 401, () => withQuery(pushOf(anAdd()), 'msg_signature', randomBytes(20).toString('hex'))],
  ["another message's signature", 401, () => ({ path: aGenuine().path, body: pushOf(anAdd()).body })],
  ['a signature with another time', 401, () => withQuery(aGenuine(), 'timestamp', String(1_700_000_001 + (serial += 1)))],
  ['a signature with another nonce', 401, () => withQuery(aGenuine(), 'nonce', randomBytes(6).toString('hex'))],
  ['a signature by another token', 401, () => pushOf(anAdd(), { ...keys, token: 'anotherToken' })],
  ['another corp', 400, () => pushOf(anAdd(), { ...keys, receiveId: 'wwanother000000001' })],
  ['no corp', 400, () => pushOf(anAdd(), { ...keys, receiveId: '' })],
  ['padding of zeros', 400, () => signed(padded((size) => Buffer.alloc(size, 0)))],
  ['padding above 32', 400, () => signed(padded((size) => Buffer.alloc(size, 33)))],
  ['padding that does not agree', 400, () => signed(padded((size) => Buffer.concat([Buffer.alloc(Math.max(0, size - 1), size + 1), Buffer.from([size === 1 ? 40 : size])])))],
  ['a cut ciphertext', 400, () => signed(Buffer.from(encrypt(anAdd(), keys), 'base64').subarray(0, -16 - (serial % 16)).toString('base64'))],
  ['random bytes', 400, () => signed(randomBytes(32 * (1 + (serial += 1) % 8)).toString('base64'))],
];

async function send({ path, body }: Push): Promise<number> {
  const response = await fetch(baseUrl + path, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  await response.arrayBuffer();
  return response.status;
}

test('each forgery is refused; a replay is answered and does nothing', async () => {
  for (const push of genuine) expect(await send(push)).toBe(200);
  await readInbox();
  const tally = new Map<string, number>();
  const count = (words: string) => tally.set(words, (tally.get(words) ?? 0) + 1);
  const kinds = [...forgeries, ['a replay', 200, aGenuine] as (typeof forgeries)[number]];
  let left = numbers.forgedCallbacks;
  const queue = () => { left -= 1; return left >= 0 ? kinds[left % kinds.length] : undefined; };
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let next = queue(); next; next = queue()) {
      const [kind, expected, forge] = next;
      const status = await send(forge());
      count(status === expected ? `${kind}: ${status}` : `WRONG ${kind}: ${status} instead of ${expected}`);
    }
  }));
  await readInbox();
  expect([...tally.keys()].filter((words) => words.startsWith('WRONG'))).toEqual([]);
  expect(tally.size).toBe(kinds.length);
  expect(await Callback.countDocuments()).toBe(genuine.length);
  expect(await EventLog.countDocuments({ name: 'wecom.externalContactAdded' })).toBe(genuine.length);
  tell(`forged callbacks: ${[...tally].map(([words, times]) => `${words} × ${times}`).join('; ')}`);
}, 60_000 + numbers.forgedCallbacks * 40);

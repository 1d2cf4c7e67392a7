import { createDecipheriv, createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox, type RunningSandbox } from '../../scripts/sandbox/createSandbox.ts';
import type { Settings } from '../../scripts/sandbox/settings.ts';

export const corp = { id: 'wwsandbox000000001', secret: 'sandbox-secret', contactSecret: 'sandbox-contact-secret', agentId: 1_000_002, token: 'sandboxToken01', aesKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8' };

/** An answer as any client sees it. */
export interface Answered { status: number; headers: Headers; text: string; body: any } // a test looks into whatever came

export interface Playground {
  running: RunningSandbox;
  /** Calls qyapi with the app's token; a body makes it a POST. */
  api(path: string, given?: { query?: Record<string, string | number>; body?: unknown; token?: string; init?: RequestInit }): Promise<Answered>;
  /** Calls the control plane. */
  control(name: string, body?: unknown): Promise<Answered>;
  get(path: string): Promise<Answered>;
  token(secret?: string): Promise<string>;
  moveClock(advanceMs: number): Promise<Answered>;
}

async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, text, body: json && text ? JSON.parse(text) : undefined };
}

export function playgroundOf(running: RunningSandbox): Playground {
  const token = async (secret = corp.secret) => {
    const response = await fetch(`${running.url}/cgi-bin/gettoken?corpid=${corp.id}&corpsecret=${secret}`);
    return ((await response.json()) as { access_token: string }).access_token;
  };
  return {
    running, token,
    async api(path, { query = {}, body, token: given, init } = {}) {
      const words = Object.entries({ access_token: given ?? (await token()), ...query }).map(([name, value]): [string, string] => [name, String(value)]);
      const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      return read(await fetch(`${running.url}/cgi-bin/${path}?${new URLSearchParams(words)}`, { ...sent, ...init }));
    },
    control: async (name, body = {}) => read(await fetch(`${running.url}/sandbox/${name}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })),
    get: async (path) => read(await fetch(running.url + path, { redirect: 'manual' })),
    moveClock: async (advanceMs) => read(await fetch(`${running.url}/sandbox/clock`, { method: 'POST', body: JSON.stringify({ advanceMs }), headers: { 'content-type': 'application/json' } })),
  };
}

/** A sandbox of this test file's own, as the seed makes it before each test. */
export function useSandbox(options: Partial<Settings> = {}): Playground {
  const holder: Partial<Playground> = {};
  beforeAll(async () => { Object.assign(holder, playgroundOf(await createSandbox({ retryMs: 20, answerMs: 2_000, ...options }))); });
  beforeEach(async () => {
    await holder.control?.('clock', { reset: true });
    await holder.control?.('reset');
  });
  afterAll(() => holder.running?.close());
  return holder as Playground; // filled before the first test runs
}

/** A code of the app's with these people, and a new customer who has added one of them through it. */
export async function aContactWay(play: Playground, given: Record<string, unknown> = {}): Promise<string> {
  const { body } = await play.api('externalcontact/add_contact_way', { body: { type: 2, scene: 2, user: ['u_amy'], state: 'ch_01', remark: '外滩支行门口', ...given } });
  return body.config_id;
}

export const aNewCustomer = async (play: Playground, name = '林小满'): Promise<string> => (await play.control('customers', { name, gender: 2 })).body.externalUserid;

export interface Contact { externalUserid: string; userid: string; welcomeCode: string; state: string; callbackId: string }
export async function aContact(play: Playground, given: { configId?: string; userid?: string; half?: boolean; externalUserid?: string } = { userid: 'u_amy' }): Promise<Contact> {
  const externalUserid = given.externalUserid ?? (await aNewCustomer(play));
  const { body } = await play.control('add', { externalUserid, ...given });
  return { externalUserid, ...body };
}

/** The test's own reading of contract 2.1, on node:crypto alone. */
export function openCallback(body: string, query: URLSearchParams): { signed: boolean; xml: string; corpId: string; fields: Record<string, string> } {
  const encrypted = /<Encrypt><!\[CDATA\[([^\]]*)\]\]><\/Encrypt>/.exec(body)?.[1] ?? '';
  const expected = createHash('sha1').update([corp.token, query.get('timestamp'), query.get('nonce'), encrypted].sort().join('')).digest('hex');
  const key = Buffer.from(`${corp.aesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
  const length = plain.readUInt32BE(16);
  const xml = plain.subarray(20, 20 + length).toString('utf8');
  const fields = [...xml.matchAll(/<(\w+)>(?:<!\[CDATA\[(.*?)\]\]>|(\d+))<\/\1>/gs)].map(([, name = '', text, number]) => [name, text ?? number ?? '']);
  return { signed: expected === query.get('msg_signature'), xml, corpId: plain.subarray(20 + length).toString('utf8'), fields: Object.fromEntries(fields) };
}

export interface Received { body: string; query: URLSearchParams; xml: string; signed: boolean; corpId: string; fields: Record<string, string>; contentType: string }
export interface Receiver { url: string; received: Received[]; answer: (request: IncomingMessage, response: ServerResponse) => void; close(): Promise<void> }

/** The server's side of the callbacks. */
export async function aReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', received: [], answer: (_, response) => void response.end(''), close: async () => undefined };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const query = new URL(request.url ?? '', 'http://receiver').searchParams;
      const body = Buffer.concat(pieces).toString('utf8');
      if (request.method === 'POST') receiver.received.push({ body, query, contentType: request.headers['content-type'] ?? '', ...openCallback(body, query) });
      receiver.answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/callback`;
  receiver.close = () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); });
  return receiver;
}

/** Three smallest files that pass for what they claim to be. */
export const samples = {
  png: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
  mp4: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom0000')]),
  text: Buffer.from('hello, world'),
};

export async function upload(play: Playground, path: string, query: Record<string, string>, bytes: Buffer, name: string | undefined = 'a.png', type = 'image/png'): Promise<Answered> {
  const form = new FormData();
  if (name === '') form.set('media', bytes.toString('latin1'));
  else form.set('media', new Blob([new Uint8Array(bytes)], { type }), name);
  return play.api(path, { query, init: { method: 'POST', body: form } });
}

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encrypt, getSignature } from '@wecom/crypto';
import { config } from '../../server/platform/config.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { work } from '../../server/platform/worker.ts';
import { baseUrl } from './harness.ts';

export interface Asked { method: string; path: string; query: URLSearchParams; body: any; raw: Buffer; headers: IncomingHttpHeaders } // a test looks into whatever was sent
export interface Told { status?: number; json?: unknown; text?: string; bytes?: Buffer; type?: string; afterMs?: number; hangUp?: boolean }

export interface WecomStandIn {
  asked: Asked[];
  /** Requests of one path. */
  to: (path: string) => Asked[];
  /** Answers of a path: the next ones in turn, the last one for ever. */
  answer: (path: string, ...told: (Told | ((asked: Asked) => Told))[]) => void;
  reset: () => void;
  close: () => Promise<void>;
}

export const tokenAnswer = { json: { errcode: 0, errmsg: 'ok', access_token: 'tk_sandbox_A1', expires_in: 7_200 } };
/** Contract 8.1: the older calls answer without errcode. */
export const miniTokenAnswer = { json: { access_token: 'tk_mini_B1', expires_in: 7_200 } };
export const refusal = (errcode: number) => ({ json: { errcode, errmsg: `refused, hint: [1], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}` } });
export const ok = (fields: object = {}) => ({ json: { errcode: 0, errmsg: 'ok', ...fields } });

/** A server that answers as a test says, in the place of WeCom and WeChat: for faults that no orderly server makes. */
export async function aWecom(): Promise<WecomStandIn> {
  const asked: Asked[] = [];
  const answers = new Map<string, (Told | ((asked: Asked) => Told))[]>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://wecom.test');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const isJson = request.headers['content-type']?.startsWith('application/json');
    const one: Asked = { method: request.method ?? '', path: url.pathname, query: url.searchParams, body: isJson ? JSON.parse(raw.toString()) : undefined, raw, headers: request.headers };
    asked.push(one);
    const queue = answers.get(one.path) ?? [];
    const next = queue.length > 1 ? queue.shift() : queue[0];
    const told = typeof next === 'function' ? next(one) : next ?? { status: 404, text: '' };
    if (told.afterMs) await sleep(told.afterMs);
    if (told.hangUp) return void request.socket.destroy();
    response.writeHead(told.status ?? 200, { 'content-type': told.type ?? 'application/json; charset=UTF-8' });
    response.end(told.bytes ?? told.text ?? JSON.stringify(told.json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  config.WECOM_API_BASE = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  config.WECHAT_API_BASE = config.WECOM_API_BASE;
  const reset = () => {
    asked.length = 0;
    answers.clear();
    answers.set('/cgi-bin/gettoken', [tokenAnswer]);
    answers.set('/cgi-bin/stable_token', [miniTokenAnswer]);
  };
  reset();
  return {
    asked, reset,
    to: (path) => asked.filter((each) => each.path === path),
    answer: (path, ...told) => { answers.set(path, told); },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type EventFields = Record<string, string | number>;
const cdata = (value: string | number) => (typeof value === 'number' ? String(value) : `<![CDATA[${value}]]>`);
export const innerXml = (fields: EventFields): string => `<xml>${Object.entries(fields).map(([name, value]) => `<${name}>${cdata(value)}</${name}>`).join('')}</xml>`;

/** The fields of an add, as contract 2.3 shows them. */
export const anAdd = (change: EventFields = {}): EventFields => ({
  ToUserName: 'wwsandbox000000001', FromUserName: 'sys', CreateTime: 1_700_000_000, MsgType: 'event', Event: 'change_external_contact', ChangeType: 'add_external_contact',
  UserID: 'u_amy', ExternalUserID: 'wmSandbox0001', State: 'ch_01', WelcomeCode: 'wc_demo_1', ...change,
});

let nonces = 0;
export interface Push { corpId?: string; signature?: string; body?: string; timestamp?: string }

/** `POST /wecom/callback` as WeCom sends it, with a nonce of its own. */
export async function pushCallback(inner: string, { corpId = config.WECOM_CORP_ID, signature, body, timestamp = '1700000000' }: Push = {}): Promise<{ status: number; text: string; tookMs: number }> {
  nonces += 1;
  const nonce = `nonce${nonces}`;
  const encrypted = encrypt(config.WECOM_CALLBACK_AES_KEY, inner, corpId);
  const query = new URLSearchParams({ msg_signature: signature ?? getSignature(config.WECOM_CALLBACK_TOKEN, timestamp, nonce, encrypted), timestamp, nonce });
  return postEnvelope(query, body ?? envelopeOf(encrypted));
}

export const envelopeOf = (encrypted: string): string => `<xml><ToUserName><![CDATA[wwsandbox000000001]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;

export async function postEnvelope(query: URLSearchParams, body: string): Promise<{ status: number; text: string; tookMs: number }> {
  const startedMs = performance.now();
  const response = await fetch(`${baseUrl}/wecom/callback?${query}`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  return { status: response.status, text: await response.text(), tookMs: performance.now() - startedMs };
}

/** Reads the inbox as a worker would, and leaves to others what follows from it. */
export async function readInbox(): Promise<void> {
  const rows = await Owed.find({ job: 'wecom.readCallbacks', state: 'waiting' }, { _id: 1 }).lean();
  if (rows.length > 0) await work({ job: 'wecom.readCallbacks', ids: rows.map((row) => row._id) });
}

import { createHmac } from 'node:crypto';
import mongoose from 'mongoose';
import { BankFile, type BankFileRow } from '../../server/bank/bankFile.model.ts';
import { FileIssue, type FileIssueRow } from '../../server/bank/fileIssue.model.ts';
import { now } from '../../server/platform/clock.ts';
import type { AKey } from './bankBuilders.ts';
import { baseUrl, workOff, type HttpAnswer } from './harness.ts';

interface Sending { offSeconds?: number; headers?: Record<string, string>; /** What arrives, where it is not what was signed. */ sent?: string | Buffer }

/** Headers of a signed file: hex HMAC-SHA256(secret, timestamp + "." + raw body). */
export function signedHeaders({ id, secret }: AKey, body: string | Buffer, offSeconds = 0): Record<string, string> {
  const timestamp = String(Math.floor(now().getTime() / 1_000) + offSeconds);
  const signature = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  return { 'content-type': 'text/csv', 'x-guanhu-key-id': id, 'x-guanhu-timestamp': timestamp, 'x-guanhu-signature': signature };
}

/** A file as the bank's system sends it. */
export function sendFile(key: AKey, kind: string, body: string | Buffer, { offSeconds = 0, headers = {}, sent = body }: Sending = {}): Promise<HttpAnswer> {
  return ask(`/api/bank.ingestFile?kind=${kind}`, { ...signedHeaders(key, body, offSeconds), ...headers }, sent);
}

/** A file as the panel's page uploads it. */
export const uploadFile = (token: string | undefined, body: string | Buffer, { name = 'events.csv', headers = {} }: { name?: string; headers?: Record<string, string> } = {}): Promise<HttpAnswer> =>
  ask(`/bank/uploads?name=${encodeURIComponent(name)}`, { 'content-type': 'application/octet-stream', ...(token ? { cookie: `guanhu=${token}` } : {}), ...headers }, body);

async function ask(path: string, headers: Record<string, string>, body: string | Buffer): Promise<HttpAnswer> {
  const response = await fetch(`${baseUrl}${path}`, { method: 'POST', headers, body: typeof body === 'string' ? body : new Uint8Array(body) });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
}

export const errorsOf = (fileId: string, token?: string): Promise<Response> =>
  fetch(`${baseUrl}/bank/files/${fileId}/errors.csv`, { headers: token ? { cookie: `guanhu=${token}` } : {} });

/** Sends it, works it off, and gives the file as it stands then. */
export async function fileAfter(sent: Promise<HttpAnswer>): Promise<BankFileRow> {
  const { status, body } = await sent;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  await workOff();
  const row = await BankFile.findById(body.fileId).lean<BankFileRow>();
  if (!row) throw new Error('no file');
  return row;
}

/** `line column value message`, in their order. */
export async function issuesOf(fileId: string): Promise<string[]> {
  const rows = await FileIssue.find({ fileId }).sort({ line: 1, _id: 1 }).lean<FileIssueRow[]>();
  return rows.map(({ line, column, value, message }) => `${line} ${column || '-'} ${value || '-'} ${message}`);
}

/** How many chunks the file store holds. */
export const storedChunks = (): Promise<number> => mongoose.connection.collection('storedFiles.chunks').countDocuments();

export const csv = (...lines: string[]): string => lines.map((line) => `${line}\r\n`).join('');

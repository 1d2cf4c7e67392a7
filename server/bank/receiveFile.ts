import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import { bankFileLimits } from '../../shared/bank/fileConstants.ts';
import { record } from '../audit/record.ts';
import type { Actor } from '../platform/actor.ts';
import { streamBody } from '../platform/body.ts';
import { newId } from '../platform/chance.ts';
import { AppError } from '../platform/errors.ts';
import { storeFile, type Tap } from '../platform/fileStore.ts';
import type { Tx } from '../platform/mongo.ts';
import { tableScan } from '../platform/tableEncoding.ts';
import { UnreadableWorkbook } from '../platform/tableWorkbook.ts';
import { BankFile, noCounts, type BankFileRow } from './bankFile.model.ts';
import { readHead } from './fileContent.ts';

interface Received { contentId: string; bytes: number; sha256: string; encoding: BankFileRow['encoding']; lines: number; head: Buffer }

/** Lays the body down while it comes. */
export async function receiveFile(ctx: Context, limitBytes: number, taps: readonly Tap[] = []): Promise<Received> {
  if ((ctx.request.length ?? 0) > limitBytes) throw new AppError('platform.tooLarge');
  const [hash, scan] = [createHash('sha256'), tableScan()];
  let head: Buffer = Buffer.alloc(0);
  const first: Tap = { update: (chunk) => { if (head.length < 8) head = Buffer.concat([head, chunk.subarray(0, 8)]); } };
  const { fileId, bytes } = await storeFile(streamBody(ctx), { limitBytes, taps: [hash, scan, first, ...taps] });
  return { contentId: fileId, bytes, sha256: hash.digest('hex'), ...scan.result(), head };
}

type Given = Pick<BankFileRow, 'kind' | 'origin' | 'name' | 'format' | 'asOf' | 'receivedAt' | 'receivedBy'> & Partial<Pick<BankFileRow, 'signature'>>;

/** The file as it will stand, with its header read. */
export async function newFile({ contentId, bytes, sha256, encoding, lines }: Received, given: Given): Promise<BankFileRow> {
  const content = { contentId, storedAs: given.format, encoding: given.format === 'xlsx' ? 'utf-8' as const : encoding, bytes };
  const { rows: [header], next } = await readHead(content, 1).catch((error: unknown) => {
    throw error instanceof UnreadableWorkbook ? new AppError('bank.fileUnreadable', { message: error.message, cause: error }) : error;
  });
  if (!header) throw new AppError('bank.fileEmpty');
  if (header.problem !== undefined) throw new AppError('bank.fileUnreadable', { message: `表头不能读取：${header.problem}` });
  if (header.cells.length > bankFileLimits.columns) throw new AppError('bank.fileUnreadable', { message: `列数超过 ${bankFileLimits.columns}` });
  const columns = header.cells.map((cell) => cell.slice(0, 100));
  while (columns.at(-1) === '') columns.pop();
  return {
    _id: newId(), ...given, ...content, sha256, lines: given.format === 'xlsx' ? 0 : lines, columns, fields: [], state: 'uploaded', reason: null, page: 0, next,
    counts: noCounts, progressId: null, endedAt: null,
  };
}

/** With its line in the audit log. */
export async function keepFile(file: BankFileRow, actor: Actor, operation: string, tx: Tx): Promise<void> {
  await BankFile.create([file], { session: tx });
  const { _id, kind, name, bytes, sha256 } = file;
  await record(actor, operation, { subject: `bankFile:${_id}`, detail: { kind, name, bytes, sha256 } }, tx, file.receivedAt);
}

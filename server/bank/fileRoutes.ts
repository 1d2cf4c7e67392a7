import { Readable } from 'node:stream';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { bankFileLimits } from '../../shared/bank/fileConstants.ts';
import { anonymous, type Actor } from '../platform/actor.ts';
import { actorOf } from '../platform/authenticate.ts';
import { now } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { removeFile } from '../platform/fileStore.ts';
import { refuseCrossSite, requireStores } from '../platform/http.ts';
import { inTransaction } from '../platform/mongo.ts';
import { allows, call } from '../platform/operation.ts';
import { csvLine, inertCell } from '../platform/tableRows.ts';
import { BankFile } from './bankFile.model.ts';
import { FileIssue, type FileIssueRow } from './fileIssue.model.ts';
import { getFile } from './getFile.ts';
import { keepFile, newFile, receiveFile } from './receiveFile.ts';
import { startUpload } from './startUpload.ts';
import { requireWholeBank } from './wholeBank.ts';

const contentTypes = ['text/csv', 'application/octet-stream', 'application/vnd.ms-excel', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

/** What a page can send and take as a file: events to import, and the lines of a file that were refused. */
export function fileRoutes(router: Router): void {
  router.post('/bank/uploads', async (ctx) => {
    ctx.state.operation = 'bank.uploadFile';
    refuseCrossSite(ctx);
    const actor = await permittedActor(ctx);
    if (!ctx.is(contentTypes)) throw new AppError('platform.unsupportedType', { message: '请上传 CSV 或 .xlsx 文件' });
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await call(getFile, { fileId: await upload(ctx, actor) }, { actor });
  });
  router.get('/bank/files/:id/errors.csv', async (ctx) => {
    ctx.state.operation = 'bank.fileErrors';
    await permittedActor(ctx);
    const fileId = String(ctx.params.id);
    if (!(await BankFile.exists({ _id: fileId }))) throw new AppError('bank.fileNotFound');
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment('errors.csv');
    ctx.set('Cache-Control', 'no-store');
    ctx.body = Readable.from(errorLines(fileId));
  });
}

async function permittedActor(ctx: Context): Promise<Actor> {
  await requireStores();
  const actor = await actorOf(ctx);
  if (actor === anonymous) throw new AppError('platform.notSignedIn');
  if (!allows(startUpload.handling.allow, actor)) throw new AppError('platform.forbidden');
  requireWholeBank(actor);
  return actor;
}

async function upload(ctx: Context, actor: Actor): Promise<string> {
  const given = typeof ctx.query.name === 'string' ? ctx.query.name : '';
  const name = given.replace(/[\p{C}/\\]/gu, '').trim().slice(0, bankFileLimits.nameLength) || '未命名';
  const received = await receiveFile(ctx, bankFileLimits.uploadBytes);
  try {
    const at = now();
    const file = await newFile(received, { kind: 'events', origin: 'upload', name, format: formatOf(received.head), asOf: at, receivedAt: at, receivedBy: actor.id });
    await inTransaction((tx) => keepFile(file, actor, 'bank.uploadFile', tx));
    return file._id;
  } catch (error) {
    if (error instanceof AppError) await removeFile(received.contentId); // else it may have been kept: the nightly look decides
    throw error;
  }
}

/** By what the file begins with, whatever it is called. */
function formatOf(head: Buffer): 'csv' | 'xlsx' {
  if (head.length === 0) throw new AppError('bank.fileEmpty');
  const begins = (hex: string) => head.toString('hex').startsWith(hex);
  if (begins('504b0304')) return 'xlsx';
  if (begins('d0cf11e0')) throw new AppError('bank.fileUnreadable', { message: '这是旧版或加密的 Excel 文件' });
  if (begins('fffe') || begins('feff')) throw new AppError('bank.fileUnreadable', { message: '这是 UTF-16 编码的文件' });
  return 'csv';
}

/** With a BOM, by which Excel knows that it is UTF-8. */
async function* errorLines(fileId: string): AsyncGenerator<string> {
  yield `\ufeff${csvLine(['行号', '列', '内容（已脱敏）', '问题'])}`;
  const rows = FileIssue.find({ fileId }).sort({ fileId: 1, line: 1, _id: 1 }).lean<FileIssueRow>().cursor();
  for await (const { line, column, value, message } of rows) yield csvLine([String(line), ...[column, value, message].map(inertCell)]);
}

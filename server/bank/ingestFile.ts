import type Router from '@koa/router';
import type { Context } from 'koa';
import { bankFileKinds, bankFileLimits, type BankFileKind } from '../../shared/bank/fileConstants.ts';
import { signedHeaders } from '../platform/authenticate.ts';
import { streamBody } from '../platform/body.ts';
import { now } from '../platform/clock.ts';
import { AppError, type FieldIssue } from '../platform/errors.ts';
import { removeFile } from '../platform/fileStore.ts';
import { requireStores } from '../platform/http.ts';
import { inTransaction, isDuplicateKey } from '../platform/mongo.ts';
import { BankFile, type BankFileRow } from './bankFile.model.ts';
import { countRefused } from './dayCounts.ts';
import { fieldsOfHeader } from './fileColumns.rules.ts';
import { sayIssues } from './fileLines.ts';
import { openSigning, type Signing } from './openSigning.ts';
import { keepFile, newFile, receiveFile } from './receiveFile.ts';
import { startFile } from './startFile.ts';

interface Answer { fileId: string; progressId: string }

/**
 * `POST /api/bank.ingestFile?kind=business|licences|products|events`, a CSV signed as `bank.ingestEvents` is, up to 300 MB.
 * Signature and columns are checked before anything is read from it; the same signature again gives the first answer.
 */
export function ingestFile(router: Router): void {
  router.post('/api/bank.ingestFile', async (ctx) => {
    ctx.state.operation = 'bank.ingestFile';
    ctx.set('Cache-Control', 'no-store');
    await requireStores();
    try {
      ctx.body = await ingest(ctx);
    } catch (error) {
      if (error instanceof AppError && error.status < 500) await countRefused(now());
      throw error;
    }
  });
}

async function ingest(ctx: Context): Promise<Answer> {
  const { keyId, ...signed } = signedHeaders(ctx);
  if (!keyId) throw new AppError('platform.notSignedIn', { message: '请求没有签名' });
  const signing = await openSigning({ keyId, ...signed });
  const kind = bankFileKinds.find((each) => each === ctx.query.kind);
  if (!kind) throw new AppError('platform.badInput', { issues: [{ path: 'kind', message: `应为 ${bankFileKinds.join('、')} 之一` }] });
  if (!ctx.is('text/csv') || ctx.get('Content-Encoding')) throw new AppError('platform.unsupportedType', { message: '请以 text/csv 提交，不压缩' });
  return (await firstAnswer(ctx, kind, signing)) ?? take(ctx, kind, signing);
}

const known = (signature: string) => BankFile.findOne({ signature }).lean<BankFileRow>();

/** What this signature was answered before; its body is checked again, and not kept again. */
async function firstAnswer(ctx: Context, kind: BankFileKind, { signature, body, isRight }: Signing): Promise<Answer | undefined> {
  if (!(await known(signature))) return undefined;
  for await (const part of streamBody(ctx)) body.update(part);
  if (!isRight()) throw new AppError('bank.signatureWrong');
  return answerOf(await known(signature), kind);
}

function answerOf(file: BankFileRow | null, kind: BankFileKind): Answer {
  if (!file || file.kind !== kind) throw new AppError('platform.idempotencyKeyReused');
  if (file.progressId === null) throw new AppError('bank.columnsWrong', { message: file.reason ?? undefined });
  return { fileId: file._id, progressId: file.progressId };
}

async function take(ctx: Context, kind: BankFileKind, signing: Signing): Promise<Answer> {
  const { signature, asOf, actor, body, isRight } = signing;
  const received = await receiveFile(ctx, bankFileLimits.signedBytes, [body]);
  try {
    if (!isRight()) throw new AppError('bank.signatureWrong');
    const at = now();
    await signing.noteUse();
    const name = `${kind}-${signature.slice(0, 8)}.csv`;
    const file = await newFile(received, { kind, origin: 'signed', name, format: 'csv', signature, asOf, receivedAt: at, receivedBy: actor.id });
    const header = fieldsOfHeader(kind, file.columns);
    if ('issues' in header) await refuse(file, header.issues, signing);
    const fields = 'fields' in header ? header.fields : [];
    return await inTransaction(async (tx) => {
      await keepFile(file, actor, 'bank.ingestFile', tx);
      return { fileId: file._id, ...await startFile(file, fields, actor, tx) };
    });
  } catch (error) {
    if (error instanceof AppError || isDuplicateKey(error)) await removeFile(received.contentId); // else it may have been kept: the nightly look decides
    if (isDuplicateKey(error)) return answerOf(await known(signature), kind);
    throw error;
  }
}

/** It is listed with what is wrong with it, and nothing of it is kept. */
async function refuse(file: BankFileRow, issues: FieldIssue[], { actor }: Signing): Promise<never> {
  const refused: BankFileRow = { ...file, contentId: null, state: 'refused', reason: sayIssues(issues), endedAt: file.receivedAt };
  await inTransaction((tx) => keepFile(refused, actor, 'bank.ingestFile', tx));
  throw new AppError('bank.columnsWrong', { issues });
}

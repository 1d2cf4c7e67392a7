import { z } from 'zod';
import { contract } from '../contract.ts';
import { Id, Instant, PageInput, pageOf, ProgressStarted } from '../fields.ts';
import { bankFileKinds, bankFileLimits, bankFileStates } from './fileConstants.ts';

/** A column by its place, from 0. */
const Column = z.int().min(0).max(bankFileLimits.columns - 1);

/** Which column holds what. An amount is given in fen or in yuan, not in both. */
export const EventMapping = z.strictObject({
  eventId: Column, type: Column, occurredAt: Column, bankCustomerNo: Column,
  phone: Column.optional(), managerEmployeeNo: Column.optional(), productCode: Column.optional(),
  amountFen: Column.optional(), amountYuan: Column.optional(), balanceFen: Column.optional(), balanceYuan: Column.optional(), reversesEventId: Column.optional(),
});
export type EventMapping = z.infer<typeof EventMapping>;

const BankFile = z.object({
  id: z.string(), kind: z.enum(bankFileKinds), state: z.enum(bankFileStates), name: z.string(),
  /** Signed by the bank's system, or uploaded by a person. */
  origin: z.enum(['signed', 'upload']),
  format: z.enum(['csv', 'xlsx']), encoding: z.enum(['utf-8', 'gb18030']), bytes: z.int(),
  /** Why nothing of it, or not all of it, was taken. */
  reason: z.string().nullable(),
  /** Lines by what became of them; `waiting` of events, `outdated` of rows that a later file has overwritten before. */
  counts: z.object({ received: z.int(), applied: z.int(), waiting: z.int(), duplicate: z.int(), outdated: z.int(), refused: z.int() }),
  progressId: z.string().nullable(),
  receivedAt: Instant, receivedBy: z.string(), endedAt: Instant.nullable(), can: z.array(z.string()),
});

/** Where it stands; of one that waits for its columns also its first rows (phone numbers masked) and the columns as they would be read. */
export const getFile = contract('bank.getFile', {
  kind: 'read',
  summary: '银行文件详情',
  input: z.strictObject({ fileId: Id }),
  output: BankFile.extend({ columns: z.array(z.string()), preview: z.array(z.array(z.string())), mapping: EventMapping.partial() }),
});
export const listFiles = contract('bank.listFiles', {
  kind: 'read',
  summary: '银行文件',
  input: z.strictObject({ ...PageInput, kind: z.enum(bankFileKinds).optional(), state: z.enum(bankFileStates).optional() }),
  output: pageOf(BankFile),
});
/** Reads an upload line by line. What is wrong with a line refuses that line alone; `GET /bank/files/<id>/errors.csv` lists them. */
export const startUpload = contract('bank.startUpload', { kind: 'write', summary: '开始导入银行事件', input: z.strictObject({ fileId: Id, mapping: EventMapping }), output: ProgressStarted });
/** An upload that was not started; its content is deleted. */
export const discardFile = contract('bank.discardFile', { kind: 'write', summary: '放弃上传的文件', input: z.strictObject({ fileId: Id }), output: z.object({ state: z.enum(bankFileStates) }) });

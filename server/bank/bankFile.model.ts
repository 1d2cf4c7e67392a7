import { Schema } from 'mongoose';
import type { BankFileKind, BankFileState } from '../../shared/bank/fileConstants.ts';
import { model } from '../platform/model.ts';
import type { TableEncoding } from '../platform/tableEncoding.ts';
import type { TablePlace } from '../platform/tableLines.ts';

export interface FileCounts { received: number; applied: number; waiting: number; duplicate: number; outdated: number; refused: number }
export const noCounts: FileCounts = { received: 0, applied: 0, waiting: 0, duplicate: 0, outdated: 0, refused: 0 };

/** A file that came from the bank, and how far work on it is. Its bytes are in the file store until that work has ended. */
export interface BankFileRow {
  _id: string;
  kind: BankFileKind;
  origin: 'signed' | 'upload';
  name: string;
  format: 'csv' | 'xlsx';
  encoding: TableEncoding;
  bytes: number;
  sha256: string;
  /** Of a signed one: the same signature is the same file. */
  signature?: string;
  /** Its rows are as they were at this time: an older file changes nothing of a newer one. */
  asOf: Date;
  /** In the file store; null once its bytes are gone. */
  contentId: string | null;
  /** A workbook is laid down as CSV before it is worked on. */
  storedAs: 'csv' | 'xlsx';
  /** Lines as an editor counts them, 0 while that is not known. */
  lines: number;
  /** The header's cells. */
  columns: string[];
  /** What each column holds; empty: nothing that is read. */
  fields: string[];
  state: BankFileState;
  reason: string | null;
  page: number;
  next: TablePlace;
  counts: FileCounts;
  progressId: string | null;
  receivedAt: Date;
  receivedBy: string;
  endedAt: Date | null;
}

const count = { type: Number, required: true };
const schema = new Schema<BankFileRow>({
  _id: { type: String, required: true, personal: 'none' },
  kind: { type: String, required: true, personal: 'none' },
  origin: { type: String, required: true, personal: 'none' },
  name: { type: String, required: true, personal: 'C1' },
  format: { type: String, required: true, personal: 'none' },
  encoding: { type: String, required: true, personal: 'none' },
  bytes: count,
  sha256: { type: String, required: true, personal: 'none' },
  signature: { type: String, personal: 'none' },
  asOf: { type: Date, required: true },
  contentId: { type: String, default: null, personal: 'none' },
  storedAs: { type: String, required: true, personal: 'none' },
  lines: count,
  columns: [{ type: String, personal: 'none' }],
  fields: [{ type: String, personal: 'none' }],
  state: { type: String, required: true, personal: 'none' },
  reason: { type: String, default: null, personal: 'none' },
  page: count,
  next: { type: new Schema({ offset: count, line: count }, { _id: false }), required: true },
  counts: { type: new Schema({ received: count, applied: count, waiting: count, duplicate: count, outdated: count, refused: count }, { _id: false }), required: true },
  progressId: { type: String, default: null, personal: 'none' },
  receivedAt: { type: Date, required: true },
  receivedBy: { type: String, required: true, personal: 'C1' },
  endedAt: { type: Date, default: null },
});
schema.index({ signature: 1 }, { unique: true, partialFilterExpression: { signature: { $type: 'string' } } });
schema.index({ receivedAt: -1, _id: 1 });
schema.index({ state: 1, receivedAt: -1 });
schema.index({ contentId: 1 }, { partialFilterExpression: { contentId: { $type: 'string' } } });

export const BankFile = model<BankFileRow>('BankFile', 'bankFiles', schema);

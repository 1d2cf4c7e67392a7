import { Schema } from 'mongoose';
import { bankFileLimits } from '../../shared/bank/fileConstants.ts';
import { model } from '../platform/model.ts';

/** What is wrong with one field of a refused line. */
export interface FileIssueRow {
  _id: string;
  fileId: string;
  line: number;
  /** The column's heading; empty where the line as a whole is wrong. */
  column: string;
  /** Masked: enough to find the mistake, not to know the customer. */
  value: string;
  message: string;
  at: Date;
}

const schema = new Schema<FileIssueRow>({
  _id: { type: String, required: true, personal: 'none' },
  fileId: { type: String, required: true, personal: 'none' },
  line: { type: Number, required: true },
  column: { type: String, default: '', personal: 'none' },
  value: { type: String, default: '', personal: 'C1' },
  message: { type: String, required: true, personal: 'none' },
  at: { type: Date, required: true },
});
schema.index({ fileId: 1, line: 1, _id: 1 });
schema.index({ at: 1 }, { expireAfterSeconds: bankFileLimits.keepIssueDays * 86_400 });

export const FileIssue = model<FileIssueRow>('FileIssue', 'bankFileIssues', schema);

import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';
import { fileRowPaths, type FileRow } from './fileRow.ts';

/** A licence of a member of staff's. `_id`: `<employee number>:<kind>`. */
export interface LicenceRow extends FileRow {
  managerEmployeeNo: string;
  kind: string;
  /** The last business day on which it holds. */
  validUntil: string | null;
}

const schema = new Schema<LicenceRow>({
  ...fileRowPaths,
  managerEmployeeNo: { type: String, required: true, personal: 'C1' },
  kind: { type: String, required: true, personal: 'none' },
  validUntil: { type: String, default: null, personal: 'C1' },
});
schema.index({ managerEmployeeNo: 1, kind: 1 });

export const Licence = model<LicenceRow>('Licence', 'bankLicences', schema);

import { Schema } from 'mongoose';
import type { ProductKind } from '../../shared/bank/fileConstants.ts';
import { model } from '../platform/model.ts';
import { fileRowPaths, type FileRow } from './fileRow.ts';

/** A product of the bank's catalogue; nowhere else are there product rows. `_id`: the product code. */
export interface ProductRow extends FileRow {
  name: string;
  kind: ProductKind | null;
  /** R1–R5. */
  riskLevel: string | null;
  registrationCode: string;
  onSaleFrom: Date | null;
  offSaleAt: Date | null;
  benchmark: string;
  benchmarkNote: string;
  minAmountFen: number | null;
}

const schema = new Schema<ProductRow>({
  ...fileRowPaths,
  _id: { type: String, required: true, personal: 'none' },
  name: { type: String, default: '', personal: 'none' },
  kind: { type: String, default: null, personal: 'none' },
  riskLevel: { type: String, default: null, personal: 'none' },
  registrationCode: { type: String, default: '', personal: 'none' },
  onSaleFrom: { type: Date, default: null },
  offSaleAt: { type: Date, default: null },
  benchmark: { type: String, default: '', personal: 'none' },
  benchmarkNote: { type: String, default: '', personal: 'none' },
  minAmountFen: { type: Number, default: null },
});
schema.index({ kind: 1, endedAt: 1 });

export const Product = model<ProductRow>('Product', 'bankProducts', schema);

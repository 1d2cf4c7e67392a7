import { Schema } from 'mongoose';
import type { DepartmentKind } from '../../shared/org/constants.ts';
import { model } from '../platform/model.ts';

export interface DepartmentRow {
  /** WeCom's department id; the root is 1. */
  _id: number;
  name: string;
  parentId: number;
  /** `/1/4/12/`, from the root to this department. */
  path: string;
  kind: DepartmentKind;
  order: number;
  /** The sync that saw it last: what a newer sync has not seen is gone in WeCom. */
  syncedAt: Date;
  /** Gone in WeCom; kept, because older facts still name it. */
  removedAt?: Date | null;
}

const schema = new Schema<DepartmentRow>({
  _id: { type: Number, required: true },
  name: { type: String, required: true, personal: 'none' },
  parentId: { type: Number, required: true },
  path: { type: String, required: true, personal: 'none' },
  kind: { type: String, required: true, personal: 'none' },
  order: { type: Number, required: true },
  syncedAt: { type: Date, required: true },
  removedAt: { type: Date, default: null },
});
schema.index({ path: 1 });

export const Department = model<DepartmentRow>('Department', 'departments', schema);

import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** Since when a member of staff has worked in a department; a row for each move, the first one for all time before it. Append-only. */
export interface StaffPlaceRow {
  /** `<userid>:<milliseconds of since>` */
  _id: string;
  userid: string;
  departmentPath: string;
  since: Date;
}

const schema = new Schema<StaffPlaceRow>({
  _id: { type: String, required: true, personal: 'C1' },
  userid: { type: String, required: true, personal: 'C1' },
  departmentPath: { type: String, required: true, personal: 'none' },
  since: { type: Date, required: true },
});
schema.index({ userid: 1, since: -1 });

export const StaffPlace = model<StaffPlaceRow>('StaffPlace', 'staffPlaces', schema);

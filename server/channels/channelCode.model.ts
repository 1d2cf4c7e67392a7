import { Schema } from 'mongoose';
import type { CodeState } from '../../shared/channels/constants.ts';
import { model } from '../platform/model.ts';
import type { DutyStaff } from './duty.rules.ts';

/** A way in: one WeCom contact way that leads to whoever is on duty. */
export interface ChannelCodeRow {
  _id: string;
  name: string;
  state: CodeState;
  /** Why WeCom refused it; empty unless `failed`. */
  reason: string;
  staff: DutyStaff[];
  backupUserid: string;
  tagIds: string[];
  welcomeVersionId: string;
  remarkPrefix: string;
  /** The creator's department: the code belongs to the scope of those above it. */
  departmentPath: string;
  /** The smallest department that holds all it leads to: its supervisors see the code, its maker's change it. */
  staffPath: string;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  /** Grows with every change that WeCom must hear of. */
  revision: number;
  /** Grows with every change. */
  edition: number;
  /** When it was switched off; the last span is open while it is. */
  disabledSpans: { from: Date; until: Date | null }[];
}

const userid = { type: String, required: true, personal: 'C1' } as const;
const schema = new Schema<ChannelCodeRow>({
  _id: { type: String, required: true, personal: 'none' },
  name: { type: String, required: true, personal: 'none' },
  state: { type: String, required: true, personal: 'none' },
  reason: { type: String, default: '', personal: 'none' },
  staff: {
    type: [new Schema<DutyStaff>({
      userid,
      dailyCap: { type: Number, default: null },
      shifts: {
        type: [new Schema({ weekdays: { type: [Number], required: true }, from: { type: String, required: true, personal: 'none' }, to: { type: String, required: true, personal: 'none' } }, { _id: false })],
        default: [],
      },
    }, { _id: false })],
    required: true,
  },
  backupUserid: userid,
  tagIds: { type: [{ type: String, personal: 'none' }], default: [] },
  welcomeVersionId: { type: String, required: true, personal: 'none' },
  remarkPrefix: { type: String, default: '', personal: 'none' },
  departmentPath: { type: String, required: true, personal: 'none' },
  staffPath: { type: String, required: true, personal: 'none' },
  createdBy: userid,
  createdByName: { type: String, default: '', personal: 'C1' },
  createdAt: { type: Date, required: true },
  revision: { type: Number, required: true },
  edition: { type: Number, required: true },
  disabledSpans: { type: [new Schema({ from: { type: Date, required: true }, until: { type: Date, default: null } }, { _id: false })], default: [] },
});
schema.index({ name: 1 }, { unique: true });
schema.index({ departmentPath: 1, createdAt: -1 });
schema.index({ staffPath: 1, createdAt: -1 });
schema.index({ createdAt: -1 });
schema.index({ 'staff.userid': 1, createdAt: -1 });

export const ChannelCode = model<ChannelCodeRow>('ChannelCode', 'channelCodes', schema);

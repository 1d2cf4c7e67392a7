import { Schema } from 'mongoose';
import type { StaffChannel } from '../../shared/org/constants.ts';
import { model } from '../platform/model.ts';

/** A manager's code for a campaign; the WeCom way that belongs to it is `channels`'. */
export interface InviteCodeRow {
  _id: string;
  /** Twelve letters, see inviteText.rules. */
  code: string;
  campaignId: string;
  managerUserid: string;
  /** Where the manager worked when it was issued; moves with them. */
  departmentPath: string;
  state: 'active' | 'disabled';
  expiresAt: Date;
  /** It ends with its campaign, wherever that moves; false once somebody has set a day of its own. */
  endsWithCampaign: boolean;
  createdBy: string;
  createdAt: Date;
  disabledAt: Date | null;
  /** The last time it reached the manager. */
  sentAt: Date | null;
  sentBy: StaffChannel | null;
  /** In words, why the last try came to nothing; empty where it did not. */
  sendProblem: string;
}

const schema = new Schema<InviteCodeRow>({
  _id: { type: String, required: true, personal: 'none' },
  code: { type: String, required: true, personal: 'none' },
  campaignId: { type: String, required: true, personal: 'none' },
  managerUserid: { type: String, required: true, personal: 'C1' },
  departmentPath: { type: String, required: true, personal: 'none' },
  state: { type: String, required: true, personal: 'none' },
  expiresAt: { type: Date, required: true },
  endsWithCampaign: { type: Boolean, required: true },
  createdBy: { type: String, required: true, personal: 'C1' },
  createdAt: { type: Date, required: true },
  disabledAt: { type: Date, default: null },
  sentAt: { type: Date, default: null },
  sentBy: { type: String, default: null, personal: 'none' },
  sendProblem: { type: String, default: '', personal: 'none' },
});
schema.index({ code: 1 }, { unique: true });
schema.index({ campaignId: 1, managerUserid: 1 }, { unique: true, partialFilterExpression: { state: 'active' } });
schema.index({ managerUserid: 1, createdAt: -1 });
schema.index({ departmentPath: 1, createdAt: -1 });
schema.index({ campaignId: 1, createdAt: -1 });
schema.index({ createdAt: -1, _id: 1 });

export const InviteCode = model<InviteCodeRow>('InviteCode', 'inviteCodes', schema);

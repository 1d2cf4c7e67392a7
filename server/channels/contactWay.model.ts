import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

export const wayOwners = ['code', 'invite', 'manager'] as const;
export interface WayOwner { kind: (typeof wayOwners)[number]; id: string }

/** A WeCom contact way (联系我): the one owner of a `config_id` and of the `state` that callbacks echo. */
export interface ContactWayRow {
  _id: string;
  owner: WayOwner;
  /** 1 the control inside a mini-program, 2 a QR code (contract 4.2). */
  scene: 1 | 2;
  /** To whom it leads, as last told to WeCom; before that, to whom it is to lead. */
  userids: string[];
  remark: string;
  campaignId: string | null;
  /** Unguessable, ≤ 30 characters. */
  wecomState: string;
  /** WeCom's own; empty until it has made the way. */
  configId: string;
  /** Address of the QR image; scene 2 only. */
  qrCode: string;
  /** Set before WeCom is asked: from then on a way may exist although no answer came. */
  askedAt: Date | null;
  state: 'syncing' | 'active' | 'failed' | 'closed';
  /** Why WeCom refused it; empty unless `failed`. */
  reason: string;
  createdAt: Date;
}

const schema = new Schema<ContactWayRow>({
  _id: { type: String, required: true, personal: 'none' },
  owner: { kind: { type: String, required: true, personal: 'none' }, id: { type: String, required: true, personal: 'none' } },
  scene: { type: Number, required: true },
  userids: { type: [{ type: String, personal: 'C1' }], required: true },
  remark: { type: String, default: '', personal: 'none' },
  campaignId: { type: String, default: null, personal: 'none' },
  wecomState: { type: String, required: true, maxlength: 30, personal: 'none' },
  configId: { type: String, default: '', personal: 'none' },
  qrCode: { type: String, default: '', personal: 'none' },
  askedAt: { type: Date, default: null },
  state: { type: String, required: true, personal: 'none' },
  reason: { type: String, default: '', personal: 'none' },
  createdAt: { type: Date, required: true },
});
schema.index({ 'owner.kind': 1, 'owner.id': 1, scene: 1 }, { unique: true });
schema.index({ wecomState: 1 }, { unique: true });
schema.index({ configId: 1 });

export const ContactWay = model<ContactWayRow>('ContactWay', 'contactWays', schema);

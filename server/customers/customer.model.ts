import { Schema } from 'mongoose';
import type { FollowState } from '../../shared/customers/constants.ts';
import { model } from '../platform/model.ts';

/** A mobile number: sealed for showing, blindly indexed for finding. */
export interface PhoneRow { sealed: string; index: string }

/** One manager's relation with the customer. */
export interface FollowRow {
  userid: string;
  /** Where the manager worked when this was written; moves with them. */
  departmentPath: string;
  remark: string;
  /** Characters and pairs of the remark, for search. */
  grams: string[];
  /** The manager's remark_mobiles. */
  phones: PhoneRow[];
  state: FollowState;
  /** WeCom's add_way (contract 4.1). */
  addWay: number;
  /** `state` of the contact way, null where the add came by none. */
  channelState: string | null;
  tagIds: string[];
  /** The latest add; null while only the removal has been heard of. */
  addedAt: Date | null;
  removedAt: Date | null;
  /** When WeCom was last asked for remark, tags and mobiles. */
  readAt: Date | null;
}

export interface CustomerRow {
  _id: string;
  externalUserid: string;
  unionid: string | null;
  /** Nickname; empty until the profile was read. */
  name: string;
  grams: string[];
  avatar: string;
  /** WeCom's own numbers: 0 unknown, 1 male, 2 female. */
  gender: number;
  /** 1 WeChat user, 2 WeCom user. */
  type: number;
  follows: FollowRow[];
  lastAddedAt: Date;
  /** When WeCom was last asked for the profile. */
  profileAt: Date | null;
  createdAt: Date;
}

const phone = new Schema<PhoneRow>({
  sealed: { type: String, required: true, personal: 'C2' },
  index: { type: String, required: true, personal: 'C2' },
}, { _id: false });

const follow = new Schema<FollowRow>({
  userid: { type: String, required: true, personal: 'C1' },
  departmentPath: { type: String, required: true, personal: 'none' },
  remark: { type: String, default: '', personal: 'C1' },
  grams: { type: [{ type: String, personal: 'C1' }], required: true },
  phones: { type: [phone], required: true },
  state: { type: String, required: true, personal: 'none' },
  addWay: { type: Number, required: true },
  channelState: { type: String, default: null, personal: 'none' },
  tagIds: { type: [{ type: String, personal: 'C1' }], required: true },
  addedAt: { type: Date, default: null },
  removedAt: { type: Date, default: null },
  readAt: { type: Date, default: null },
}, { _id: false });

const schema = new Schema<CustomerRow>({
  _id: { type: String, required: true, personal: 'none' },
  externalUserid: { type: String, required: true, personal: 'C1' },
  unionid: { type: String, default: null, personal: 'C1' },
  name: { type: String, default: '', personal: 'C1' },
  grams: { type: [{ type: String, personal: 'C1' }], required: true },
  avatar: { type: String, default: '', personal: 'C1' },
  gender: { type: Number, required: true },
  type: { type: Number, required: true },
  follows: { type: [follow], required: true },
  lastAddedAt: { type: Date, required: true },
  profileAt: { type: Date, default: null },
  createdAt: { type: Date, required: true },
});
schema.index({ externalUserid: 1 }, { unique: true });
schema.index({ unionid: 1 }, { partialFilterExpression: { unionid: { $type: 'string' } } });
schema.index({ lastAddedAt: -1, _id: -1 });
schema.index({ 'follows.departmentPath': 1, 'follows.addedAt': -1 });
schema.index({ 'follows.userid': 1, lastAddedAt: -1 });
schema.index({ 'follows.tagIds': 1, lastAddedAt: -1 });
schema.index({ 'follows.phones.index': 1 });
schema.index({ 'follows.addedAt': -1 });
schema.index({ 'follows.removedAt': -1 });
schema.index({ grams: 1 });
schema.index({ 'follows.grams': 1 });

export const Customer = model<CustomerRow>('Customer', 'customers', schema);

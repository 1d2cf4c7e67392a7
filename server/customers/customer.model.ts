import { Schema } from 'mongoose';
import type { FollowState } from '../../shared/customers/constants.ts';
import { model } from '../platform/model.ts';
import type { PhoneRow } from '../platform/phone.ts';

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

/** Who looks after the customer. `departmentPath`: where that manager works; moves with them. */
export interface Holder { userid: string; departmentPath: string; since: Date }

/** What a later domain has decided of the customer and lists and segments read; written by `recordFacts` alone. */
export interface CustomerFacts {
  /** By the attribution policy. */
  holder: Holder | null;
  /** Confirmed by the bank. */
  confirmedHolder: Holder | null;
}

/** One person: known by WeCom, by the mini-program, by a verified phone, or by several of them. */
export interface CustomerRow {
  _id: string;
  /** WeCom's id; null while the person is no external contact. */
  externalUserid: string | null;
  /** The person's ids in our mini-program. */
  openids: string[];
  unionid: string | null;
  /** The number that the person has verified; a number belongs to whoever verified it last. */
  phone: PhoneRow | null;
  phoneVerifiedAt: Date | null;
  /** The bank's number of this person; nobody else has it. */
  bankCustomerNo: string | null;
  /** Index of the phone by which the number was found: where a merge is taken back, the number goes with whose phone that was. */
  bankNoPhone: string | null;
  /** On a tombstone the record that it was merged into, which may be one itself. */
  mergedInto: string | null;
  /** All tombstones that lead here. */
  mergedIds: string[];
  facts: CustomerFacts;
  /** Nickname; empty until the profile was read. */
  name: string;
  grams: string[];
  avatar: string;
  /** WeCom's own numbers: 0 unknown, 1 male, 2 female. */
  gender: number;
  /** 1 WeChat user, 2 WeCom user. */
  type: number;
  follows: FollowRow[];
  /** The latest add; of a person without one, when they first came to the mini-program. */
  lastAddedAt: Date;
  /** When WeCom was last asked for the profile. */
  profileAt: Date | null;
  createdAt: Date;
}

export const phoneSchema = new Schema<PhoneRow>({
  sealed: { type: String, required: true, personal: 'C2' },
  index: { type: String, required: true, personal: 'C2' },
}, { _id: false });

const follow = new Schema<FollowRow>({
  userid: { type: String, required: true, personal: 'C1' },
  departmentPath: { type: String, required: true, personal: 'none' },
  remark: { type: String, default: '', personal: 'C1' },
  grams: { type: [{ type: String, personal: 'C1' }], required: true },
  phones: { type: [phoneSchema], required: true },
  state: { type: String, required: true, personal: 'none' },
  addWay: { type: Number, required: true },
  channelState: { type: String, default: null, personal: 'none' },
  tagIds: { type: [{ type: String, personal: 'C1' }], required: true },
  addedAt: { type: Date, default: null },
  removedAt: { type: Date, default: null },
  readAt: { type: Date, default: null },
}, { _id: false });

const holder = new Schema<Holder>({
  userid: { type: String, required: true, personal: 'C1' },
  departmentPath: { type: String, required: true, personal: 'none' },
  since: { type: Date, required: true },
}, { _id: false });

const schema = new Schema<CustomerRow>({
  _id: { type: String, required: true, personal: 'none' },
  externalUserid: { type: String, default: null, personal: 'C1' },
  openids: { type: [{ type: String, personal: 'C1' }], required: true },
  unionid: { type: String, default: null, personal: 'C1' },
  phone: { type: phoneSchema, default: null },
  phoneVerifiedAt: { type: Date, default: null },
  bankCustomerNo: { type: String, default: null, personal: 'C1' },
  bankNoPhone: { type: String, default: null, personal: 'C2' },
  mergedInto: { type: String, default: null, personal: 'none' },
  mergedIds: { type: [{ type: String, personal: 'none' }], required: true },
  facts: {
    holder: { type: holder, default: null },
    confirmedHolder: { type: holder, default: null },
  },
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
// Any text is greater than the empty one. MongoDB takes a partial index only where the question implies its filter.
const anyText = { $gt: '' };
schema.index({ externalUserid: 1 }, { unique: true, partialFilterExpression: { externalUserid: anyText } });
schema.index({ openids: 1 }, { unique: true, partialFilterExpression: { openids: anyText } });
schema.index({ unionid: 1 }, { partialFilterExpression: { unionid: anyText } });
schema.index({ 'phone.index': 1 }, { unique: true, partialFilterExpression: { 'phone.index': anyText } });
schema.index({ bankCustomerNo: 1 }, { unique: true, partialFilterExpression: { bankCustomerNo: anyText } });
schema.index({ mergedInto: 1 }, { partialFilterExpression: { mergedInto: anyText } });
schema.index({ mergedIds: 1 });
schema.index({ 'facts.holder.userid': 1, lastAddedAt: -1 });
schema.index({ 'facts.confirmedHolder.userid': 1 });
schema.index({ 'facts.holder.departmentPath': 1, lastAddedAt: -1 });
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

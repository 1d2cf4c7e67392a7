import { Schema } from 'mongoose';
import type { BankEventState, BankEventType, WaitReason } from '../../shared/bank/constants.ts';
import { model } from '../platform/model.ts';
import type { PhoneRow } from '../platform/phone.ts';

/** One fact as the bank told it. What it says never changes; `state` and whom it was matched with do. */
export interface BankEventRow {
  /** The bank's eventId: its business key. */
  _id: string;
  type: BankEventType;
  occurredAt: Date;
  bankCustomerNo: string;
  phone: PhoneRow | null;
  managerEmployeeNo: string | null;
  productCode: string | null;
  /** Signed change in fen. */
  amountFen: number | null;
  /** What it came to, in fen, sealed: C2. */
  sealedBalance: string;
  reversesEventId: string | null;
  /** Keyed hash of what it says: told again with another content it is an error. */
  contentHash: string;
  /** `api:<key id>` or `file:<file id>`. */
  source: string;
  receivedAt: Date;
  state: BankEventState;
  reason: WaitReason | null;
  /** The record that it was matched with; of merged ones it stays that one's. */
  customerId: string | null;
  /** Of managerConfirmed and managerReleased, whom the employee number names. */
  managerUserid: string | null;
  appliedAt: Date | null;
}

const schema = new Schema<BankEventRow>({
  _id: { type: String, required: true, personal: 'none' },
  type: { type: String, required: true, personal: 'none' },
  occurredAt: { type: Date, required: true },
  bankCustomerNo: { type: String, required: true, personal: 'C1' },
  phone: { type: new Schema({ sealed: { type: String, required: true, personal: 'C2' }, index: { type: String, required: true, personal: 'C2' } }, { _id: false }), default: null },
  managerEmployeeNo: { type: String, default: null, personal: 'C1' },
  productCode: { type: String, default: null, personal: 'none' },
  amountFen: { type: Number, default: null },
  sealedBalance: { type: String, default: '', personal: 'C2' },
  reversesEventId: { type: String, default: null, personal: 'none' },
  contentHash: { type: String, required: true, personal: 'none' },
  source: { type: String, required: true, personal: 'none' },
  receivedAt: { type: Date, required: true },
  state: { type: String, required: true, personal: 'none' },
  reason: { type: String, default: null, personal: 'none' },
  customerId: { type: String, default: null, personal: 'none' },
  managerUserid: { type: String, default: null, personal: 'C1' },
  appliedAt: { type: Date, default: null },
});
schema.index({ receivedAt: -1 });
schema.index({ receivedAt: 1, _id: 1 }, { partialFilterExpression: { state: 'waiting' } });
schema.index({ reason: 1, receivedAt: 1 }, { partialFilterExpression: { state: 'waiting' } });
schema.index({ bankCustomerNo: 1, state: 1 });
schema.index({ customerId: 1, occurredAt: 1 });
schema.index({ reversesEventId: 1 });
schema.index({ managerEmployeeNo: 1 }, { partialFilterExpression: { reason: 'unknownManager' } });

export const BankEvent = model<BankEventRow>('BankEvent', 'bankEvents', schema);

import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** The bank has told of this phone for this number: what a customer is found by, and whether several share a phone. */
export interface BankPhoneRow {
  /** `<phone index>:<bank customer number>` */
  _id: string;
  phoneIndex: string;
  bankCustomerNo: string;
  heardAt: Date;
}

const schema = new Schema<BankPhoneRow>({
  _id: { type: String, required: true, personal: 'C2' },
  phoneIndex: { type: String, required: true, personal: 'C2' },
  bankCustomerNo: { type: String, required: true, personal: 'C1' },
  heardAt: { type: Date, required: true },
});
schema.index({ bankCustomerNo: 1 });
schema.index({ phoneIndex: 1, bankCustomerNo: 1 });

export const BankPhone = model<BankPhoneRow>('BankPhone', 'bankPhones', schema);

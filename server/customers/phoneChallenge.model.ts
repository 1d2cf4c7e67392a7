import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/** That a code was sent to a phone. The code itself follows from the id and is nowhere stored. */
export interface PhoneChallengeRow {
  _id: string;
  phoneIndex: string;
  sealedPhone: string;
  /** Who asked: only this person may answer. */
  customerId: string;
  expiresAt: Date;
  tries: number;
  usedAt: Date | null;
}

const schema = new Schema<PhoneChallengeRow>({
  _id: { type: String, required: true, personal: 'none' },
  phoneIndex: { type: String, required: true, personal: 'C2' },
  sealedPhone: { type: String, required: true, personal: 'C2' },
  customerId: { type: String, required: true, personal: 'none' },
  expiresAt: { type: Date, required: true },
  tries: { type: Number, required: true },
  usedAt: { type: Date, default: null },
});
schema.index({ customerId: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 86_400 });

export const PhoneChallenge = model<PhoneChallengeRow>('PhoneChallenge', 'phoneChallenges', schema);

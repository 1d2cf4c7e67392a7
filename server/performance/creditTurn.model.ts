import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

/**
 * Whose turn it is to settle an event: every settling counts it up, also one that finds nothing to book, so that of two at once
 * one comes again and sees what the other has booked.
 */
export interface CreditTurnRow {
  /** As in `Credit.eventId`. */
  _id: string;
  turn: number;
}

const schema = new Schema<CreditTurnRow>({
  _id: { type: String, required: true, personal: 'none' },
  turn: { type: Number, required: true },
});

export const CreditTurn = model<CreditTurnRow>('CreditTurn', 'creditTurns', schema);

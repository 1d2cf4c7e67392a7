import { Schema } from 'mongoose';
import { targetMetrics, type TargetMetric } from '../../shared/analytics/constants.ts';
import { model } from '../platform/model.ts';

/** What a manager is to reach in a month. */
export interface TargetRow {
  /** `<userid>:<month>` */
  _id: string;
  userid: string;
  /** `2026-11` */
  month: string;
  /** Counts, and fen for amounts; what is not there has no target. */
  values: Partial<Record<TargetMetric, number>>;
}

const schema = new Schema<TargetRow>({
  _id: { type: String, required: true, personal: 'C1' },
  userid: { type: String, required: true, personal: 'C1' },
  month: { type: String, required: true, personal: 'none' },
  values: new Schema(Object.fromEntries(targetMetrics.map((metric) => [metric, { type: Number }])), { _id: false }),
});
schema.index({ month: 1, userid: 1 });

export const Target = model<TargetRow>('Target', 'targets', schema);
export const targetId = (userid: string, month: string): string => `${userid}:${month}`;

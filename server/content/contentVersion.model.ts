import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';

export type Attachment =
  | { kind: 'link'; title: string; description: string; /** On our own address, `/privacy`. */ path: string }
  | { kind: 'miniprogram'; title: string; page: string; mediaKey: string }
  | { kind: 'image'; mediaKey: string };

/** One wording of a content. Once approved it never changes: an edit makes the next version. */
export interface ContentVersionRow {
  _id: string;
  contentId: string;
  kind: 'welcome' | 'offer' | 'sms';
  title: string;
  version: number;
  state: 'approved' | 'retired';
  /** Variables stand as `{客户昵称}`. */
  text: string;
  attachments: Attachment[];
  /** Offers: 0 = Sunday; others null. */
  weekday: number | null;
  /** Offers: `10:00–20:00`. */
  hours: string;
  periodFrom: Date;
  /** First instant after the period; null = open. */
  periodTo: Date | null;
  approvedAt: Date;
  approvedBy: string;
}

const schema = new Schema<ContentVersionRow>({
  _id: { type: String, required: true, personal: 'none' },
  contentId: { type: String, required: true, personal: 'none' },
  kind: { type: String, required: true, personal: 'none' },
  title: { type: String, required: true, personal: 'none' },
  version: { type: Number, required: true },
  state: { type: String, required: true, personal: 'none' },
  text: { type: String, required: true, personal: 'none' },
  attachments: { type: Schema.Types.Mixed, required: true, personal: 'none' },
  weekday: { type: Number, default: null },
  hours: { type: String, default: '', personal: 'none' },
  periodFrom: { type: Date, required: true },
  periodTo: { type: Date, default: null },
  approvedAt: { type: Date, required: true },
  approvedBy: { type: String, required: true, personal: 'C1' },
});
schema.index({ contentId: 1, version: 1 }, { unique: true });
schema.index({ kind: 1, state: 1, weekday: 1 });

export const ContentVersion = model<ContentVersionRow>('ContentVersion', 'contentVersions', schema);

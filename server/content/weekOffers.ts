import type { Tx } from '../platform/mongo.ts';
import { usable } from './approvedVersion.ts';
import { inWeekOrder, type WeekOffer } from './content.rules.ts';
import { ContentVersion, type ContentVersionRow } from './contentVersion.model.ts';

/** The approved offers of a week, Monday first. */
export async function weekOffers(at: Date, tx?: Tx): Promise<(WeekOffer & { text: string })[]> {
  const rows = await ContentVersion.find(usable('offer', at)).session(tx ?? null).lean<ContentVersionRow[]>();
  return inWeekOrder(rows.map(({ weekday, hours, title, text }) => ({ weekday: weekday ?? 0, hours, title, text })));
}

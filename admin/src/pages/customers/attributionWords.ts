import { sayDate, sayUntil } from '../../lib/dates.ts';
import type { Attribution } from './attributionQueries.ts';

export const attributionWords = {
  /** Who holds the customer, since when and until when. */
  holder({ holder, intervals }: Attribution): string {
    if (!holder) return intervals.length > 0 ? '现在没有管户客户经理。' : '还没有管户客户经理。';
    const until = holder.until ? `，有效至 ${sayUntil(holder.until)}` : '';
    return `从 ${sayDate(holder.since)}起由${holder.name}（${holder.departmentName}）管户${until}。`;
  },
};

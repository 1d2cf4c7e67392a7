import { touchKindNames } from '../../../../shared/attribution/constants.ts';
import { sayDate } from '../../lib/dates.ts';
import type { Attribution } from './attributionQueries.ts';

export const attributionWords = {
  /** Who holds the customer, since when, and by what. */
  holder({ holder, intervals, touches }: Attribution): string {
    if (!holder) return intervals.length > 0 ? '现在没有管户客户经理。' : '还没有管户客户经理。';
    const why = touches.flatMap(({ kind, decisions }) => decisions.map((decision) => ({ ...decision, kind })))
      .find(({ supersededAt, before, after }) => supersededAt === null && after?.userid === holder.userid && before?.userid !== holder.userid);
    return `${sayDate(holder.since)}起由${holder.name}（${holder.departmentName}）管户${why ? `，因为${touchKindNames[why.kind]}：${why.words}` : ''}。`;
  },
};

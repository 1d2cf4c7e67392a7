import { brand } from '../../../../shared/brand.ts';
import { businessNow, businessTime } from '../../lib/clock.ts';
import { sayTime } from '../../lib/dates.ts';
import type { Attribution } from './attributionQueries.ts';

const none = brand.colors.line;
const leastPercent = 3;

/** Who held the customer when: one band, the oldest on the left, with the same in words. */
export function IntervalBar({ intervals }: { intervals: Attribution['intervals'] }) {
  const userids = [...new Set(intervals.flatMap(({ manager }) => manager?.userid ?? []))];
  const colorOf = (userid: string | undefined) => (userid === undefined ? none : brand.series[userids.indexOf(userid) % brand.series.length] ?? none);
  const parts = intervals.map(({ manager, from, to }) => ({
    key: from, color: colorOf(manager?.userid), name: manager?.name ?? '没有管户',
    words: `${sayTime(from)} 至${to ? ` ${sayTime(to)}` : '今'}`, length: Math.max(1, (to ? businessTime(to) : businessNow()).diff(businessTime(from), 'minute')),
  }));
  const total = parts.reduce((sum, { length }) => sum + length, 0);
  return (
    <>
      <div className="band" aria-hidden>{parts.map(({ key, color, name, words, length }) => <span key={key} title={`${name}，${words}`} style={{ background: color, flexGrow: Math.max(leastPercent, (length / total) * 100) }} />)}</div>
      <ul className="band-words">{parts.toReversed().map(({ key, color, name, words }) => <li key={key}><span className="band-dot" style={{ background: color }} aria-hidden />{name} <span className="hint">{words}</span></li>)}</ul>
    </>
  );
}

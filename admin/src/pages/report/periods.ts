import dayjs, { type Dayjs, type ManipulateType } from 'dayjs';
import { reportLimits } from '../../../../shared/analytics/constants.ts';
import { asDay } from '../../lib/dates.ts';
import { holidays } from './holidays.ts';

/** Business days, both included. */
export interface Days { from: string; to: string }

export interface Period {
  /** Undefined where the days were picked by hand. */
  key: string | undefined;
  name: string;
  days: Days;
  previous: { name: string; days: Days };
  lastYear: Days;
}

const say = (date: Dayjs): string => date.format('YYYY-MM-DD');
const between = (from: Dayjs, to: Dayjs): Days => ({ from: say(from), to: say(to) });
const earlier = ({ from, to }: Days, count: number, unit: ManipulateType): Days => between(dayjs(from).subtract(count, unit), dayjs(to).subtract(count, unit));
export const lengthOf = ({ from, to }: Days): number => dayjs(to).diff(from, 'day') + 1;
const firstOfQuarter = (date: Dayjs): Dayjs => date.startOf('month').subtract(date.month() % 3, 'month');
const lastDays = (count: number) => ({ name: `近 ${count} 天`, previousName: `前 ${count} 天`, days: (today: Dayjs) => between(today.subtract(count - 1, 'day'), today), previous: (days: Days) => earlier(days, count, 'day') });

interface Preset { name: string; previousName: string; days: (today: Dayjs) => Days; previous: (days: Days) => Days }

/** What is still going on is compared with as many days of the one before. */
const presets = {
  today: { name: '今天', previousName: '昨天', days: (today) => between(today, today), previous: (days) => earlier(days, 1, 'day') },
  yesterday: { name: '昨天', previousName: '前天', days: (today) => earlier(between(today, today), 1, 'day'), previous: (days) => earlier(days, 1, 'day') },
  thisWeek: { name: '本周', previousName: '上周同期', days: (today) => between(today.subtract((today.day() + 6) % 7, 'day'), today), previous: (days) => earlier(days, 7, 'day') },
  thisMonth: { name: '本月', previousName: '上月同期', days: (today) => between(today.startOf('month'), today), previous: (days) => earlier(days, 1, 'month') },
  lastMonth: { name: '上月', previousName: '再前一个月', days: (today) => monthBefore(today), previous: ({ from }) => monthBefore(dayjs(from)) },
  thisQuarter: { name: '本季', previousName: '上季同期', days: (today) => between(firstOfQuarter(today), today), previous: (days) => earlier(days, 3, 'month') },
  last7: lastDays(7), last30: lastDays(30), last90: lastDays(90),
} satisfies Record<string, Preset>;
type PresetKey = keyof typeof presets;
const presetKeys = Object.keys(presets) as PresetKey[]; // its own keys, in the order written

function monthBefore(date: Dayjs): Days {
  const month = date.subtract(1, 'month');
  return between(month.startOf('month'), month.endOf('month'));
}

const holidayKey = ({ from }: Days): string => `holiday-${from}`;
const holidayName = ({ name, from }: (typeof holidays)[number], today: string): string => (from.slice(0, 4) === today.slice(0, 4) ? name : `${from.slice(0, 4)} 年${name}`);

interface Choice { value: string; label: string }

/** Names to choose from; of holidays those that have begun and that a report still reaches, the last one first. */
export function periodChoices(today: string) {
  const earliest = say(dayjs(today).subtract(reportLimits.days, 'day'));
  const past = holidays.filter(({ from }) => from <= today && from >= earliest).toReversed();
  return {
    common: presetKeys.map((key): Choice => ({ value: key, label: presets[key].name })),
    holidays: past.map((each): Choice => ({ value: holidayKey(each), label: holidayName(each, today) })),
  };
}

/** What the address asks for; this month where it asks for nothing, or nothing that makes sense. */
export function periodOf({ period, from, to }: { period?: string | undefined; from?: string | undefined; to?: string | undefined }, today: string): Period {
  const [first, last] = [asDay(from), asDay(to)];
  if (first && last && first <= last) return picked({ from: first, to: last }, today);
  const holiday = holidays.find((each) => holidayKey(each) === period && each.from <= today);
  if (holiday) return ofHoliday(holiday, today);
  const key = presetKeys.find((each) => each === period) ?? 'thisMonth';
  const { name, previousName, days: daysOf, previous } = presets[key];
  const days = daysOf(dayjs(today));
  return { key, name, days, previous: { name: previousName, days: previous(days) }, lastYear: earlier(days, 1, 'year') };
}

function picked(days: Days, today: string): Period {
  const length = lengthOf(days);
  return { key: undefined, name: sayDays(days, today), days, previous: { name: `前 ${length} 天`, days: earlier(days, length, 'day') }, lastYear: earlier(days, 1, 'year') };
}

function ofHoliday(holiday: (typeof holidays)[number], today: string): Period {
  const days = { from: holiday.from, to: holiday.to < today ? holiday.to : today };
  const length = lengthOf(days);
  return { key: holidayKey(holiday), name: holidayName(holiday, today), days, previous: { name: `节前 ${length} 天`, days: earlier(days, length, 'day') }, lastYear: yearBefore(holiday, days) };
}

/** The same holiday, which moves with the moon; of one that is going on, as many of its days. */
function yearBefore({ name, from, to }: (typeof holidays)[number], days: Days): Days {
  const year = String(Number(from.slice(0, 4)) - 1);
  const before = holidays.find((each) => each.name === name && each.from.startsWith(year));
  if (!before) return earlier(days, 1, 'year');
  return days.to === to ? { from: before.from, to: before.to } : between(dayjs(before.from), dayjs(before.from).add(lengthOf(days) - 1, 'day'));
}

/** `11月1日至11月23日`, with the year where it is another one. */
export function sayDays({ from, to }: Days, today: string): string {
  const format = (day: string) => dayjs(day).format(day.slice(0, 4) === today.slice(0, 4) ? 'M月D日' : 'YYYY年M月D日');
  return from === to ? format(from) : `${format(from)}至${format(to)}`;
}

/** From the first of a month to the end of one, or to today: only then can targets of months be measured. */
export const isWholeMonths = ({ from, to }: Days, today: string): boolean => from.endsWith('-01') && (to >= today || to === say(dayjs(to).endOf('month')));

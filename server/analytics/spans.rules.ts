/** Figures are kept by day, and summed by longer spans, each made of whole ones of the one before, so that a long period is read in few rows. */
export const grains = ['day', 'fiveDays', 'halfMonth', 'month'] as const;
export type Grain = (typeof grains)[number];

export const nextDay = (day: string, count = 1): string => new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
export const monthOf = (day: string): string => day.slice(0, 7);
const sixthOf = (day: string): number => Math.min(6, Math.floor((Number(day.slice(8)) - 1) / 5) + 1);

/** `2026-11-22`, `2026-11~5`, `2026-11=2`, `2026-11`. The sixth part of a month takes its last one to six days. */
export const spanOf: Record<Grain, (day: string) => string> = {
  day: (day) => day,
  fiveDays: (day) => `${monthOf(day)}~${sixthOf(day)}`,
  halfMonth: (day) => `${monthOf(day)}=${sixthOf(day) <= 3 ? 1 : 2}`,
  month: monthOf,
};
const grainOfMark: Record<string, Grain> = { '-': 'day', '~': 'fiveDays', '=': 'halfMonth', '': 'month' };
export const grainOf = (span: string): Grain => grainOfMark[span.charAt(7)] ?? 'month';
export const spansOfDay = (day: string): string[] => grains.map((grain) => spanOf[grain](day));

/** Both included; nothing where `from` is after `to`. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = nextDay(day)) days.push(day);
  return days;
}

const lastDayOfMonth = (month: string): string => nextDay(nextDay(`${month}-01`, 31).slice(0, 8).concat('01'), -1);
const dayIn = (month: string, number: number): string => `${month}-${String(number).padStart(2, '0')}`;
const lastDayOf: Record<Grain, (day: string) => string> = {
  day: (day) => day,
  fiveDays: (day) => (sixthOf(day) === 6 ? lastDayOfMonth(monthOf(day)) : dayIn(monthOf(day), sixthOf(day) * 5)),
  halfMonth: (day) => (sixthOf(day) <= 3 ? dayIn(monthOf(day), 15) : lastDayOfMonth(monthOf(day))),
  month: (day) => lastDayOfMonth(monthOf(day)),
};
const startsSpan = (grain: Grain, day: string): boolean => spanOf[grain](day) !== spanOf[grain](nextDay(day, -1));

export interface Period { from: string; to: string }

/** The fewest spans that make up the period. Outside `known` there is nothing, so that the months at its ends may be taken whole. */
export function spansOver({ from, to }: Period, known: Period | null): string[] {
  if (!known || to < known.from || from > known.to) return [];
  let day = from <= known.from ? `${monthOf(known.from)}-01` : from;
  const end = to >= known.to ? lastDayOf.month(known.to) : to;
  const spans: string[] = [];
  while (day <= end) {
    const start = day;
    const grain = [...grains].reverse().find((each) => startsSpan(each, start) && lastDayOf[each](start) <= end) ?? 'day';
    spans.push(spanOf[grain](start));
    day = nextDay(lastDayOf[grain](start));
  }
  return spans;
}

/** The next finer spans that a sum is made of. */
export function partsOf(span: string): string[] {
  const [month, number] = [monthOf(span), Number(span.slice(8))];
  if (grainOf(span) === 'month') return [1, 2].map((half) => `${month}=${half}`);
  if (grainOf(span) === 'halfMonth') return [1, 2, 3].map((part) => `${month}~${(number - 1) * 3 + part}`);
  const first = dayIn(month, (number - 1) * 5 + 1);
  return daysOf(first, lastDayOf.fiveDays(first));
}

/** All spans that these days are part of, finer ones first: each is the sum of some before it. */
export const unitsOf = ({ from, to }: Period): string[] => grains.flatMap((grain) => [...new Set(daysOf(from, to).map(spanOf[grain]))]);

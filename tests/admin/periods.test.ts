import { isWholeMonths, periodChoices, periodOf } from '../../admin/src/pages/report/periods.ts';

/** `from to | previous from to | last year's from to`, counted on a calendar. */
const said = (given: Parameters<typeof periodOf>[0], today: string): string => {
  const { days, previous, lastYear } = periodOf(given, today);
  return [days, previous.days, lastYear].map(({ from, to }) => `${from} ${to}`).join(' | ');
};

test.each([
  ['today', '2026-11-23', '2026-11-23 2026-11-23 | 2026-11-22 2026-11-22 | 2025-11-23 2025-11-23'],
  ['yesterday', '2026-11-01', '2026-10-31 2026-10-31 | 2026-10-30 2026-10-30 | 2025-10-31 2025-10-31'],
  ['thisWeek', '2026-11-22', '2026-11-16 2026-11-22 | 2026-11-09 2026-11-15 | 2025-11-16 2025-11-22'], // a Sunday ends its week
  ['thisWeek', '2026-11-23', '2026-11-23 2026-11-23 | 2026-11-16 2026-11-16 | 2025-11-23 2025-11-23'],
  ['thisMonth', '2026-03-31', '2026-03-01 2026-03-31 | 2026-02-01 2026-02-28 | 2025-03-01 2025-03-31'],
  ['lastMonth', '2026-03-31', '2026-02-01 2026-02-28 | 2026-01-01 2026-01-31 | 2025-02-01 2025-02-28'],
  ['thisQuarter', '2026-11-23', '2026-10-01 2026-11-23 | 2026-07-01 2026-08-23 | 2025-10-01 2025-11-23'],
  ['last7', '2026-11-23', '2026-11-17 2026-11-23 | 2026-11-10 2026-11-16 | 2025-11-17 2025-11-23'],
  ['last30', '2028-02-29', '2028-01-31 2028-02-29 | 2028-01-01 2028-01-30 | 2027-01-31 2027-02-28'],
  ['holiday-2026-10-01', '2026-11-23', '2026-10-01 2026-10-07 | 2026-09-24 2026-09-30 | 2025-10-01 2025-10-08'],
  ['holiday-2026-02-15', '2026-02-17', '2026-02-15 2026-02-17 | 2026-02-12 2026-02-14 | 2025-01-28 2025-01-30'], // not over yet
])('%s on %s', (period, today, expected) => expect(said({ period }, today)).toBe(expected));

test('days picked by hand are compared with as many before them; what makes no sense is this month', () => {
  expect(said({ from: '2026-11-05', to: '2026-11-09' }, '2026-11-23')).toBe('2026-11-05 2026-11-09 | 2026-10-31 2026-11-04 | 2025-11-05 2025-11-09');
  const thisMonth = '2026-11-01 2026-11-23 | 2026-10-01 2026-10-23 | 2025-11-01 2025-11-23';
  for (const wrong of [{}, { period: 'nextYear' }, { from: '2026-11-09', to: '2026-11-05' }, { from: '2026-02-30', to: '2026-11-05' }, { period: 'holiday-2027-10-01' }]) expect(said(wrong, '2026-11-23')).toBe(thisMonth);
});

test('holidays are offered once they have begun, the last one first, as far back as a report reaches', () => {
  expect(periodChoices('2026-10-01').holidays.map(({ label }) => label)).toEqual(['国庆节', '中秋节', '端午节', '劳动节', '清明节', '春节', '元旦', '2025 年国庆节']);
  expect(periodChoices('2026-02-14').holidays[0]?.label).toBe('元旦');
});

test.each([
  [{ from: '2026-11-01', to: '2026-11-23' }, true], [{ from: '2026-09-01', to: '2026-10-31' }, true],
  [{ from: '2026-11-02', to: '2026-11-23' }, false], [{ from: '2026-10-01', to: '2026-10-30' }, false],
])('%j covers whole months so far: %s', (days, expected) => expect(isWholeMonths(days, '2026-11-23')).toBe(expected));

import fc from 'fast-check';
import { daysOf, grainOf, nextDay, partsOf, spanOf, spansOver, unitsOf } from '../../server/analytics/spans.rules.ts';

const always = { from: '2025-01-01', to: '2029-12-31' };

test('a whole month is one span, a part of it is told in halves, five days and days', () => {
  expect(spansOver({ from: '2026-11-01', to: '2026-11-30' }, always)).toEqual(['2026-11']);
  expect(spansOver({ from: '2026-10-16', to: '2026-11-16' }, always)).toEqual(['2026-10=2', '2026-11=1', '2026-11-16']);
  expect(spansOver({ from: '2026-10-24', to: '2026-11-07' }, always)).toEqual(['2026-10-24', '2026-10-25', '2026-10~6', '2026-11~1', '2026-11-06', '2026-11-07']);
});

test('where there is nothing before or after, the months at the ends are taken whole', () => {
  expect(spansOver({ from: '2026-11-03', to: '2026-12-20' }, { from: '2026-11-03', to: '2026-12-18' })).toEqual(['2026-11', '2026-12']);
  expect(spansOver({ from: '2026-11-04', to: '2026-11-30' }, { from: '2026-11-03', to: '2026-11-20' })).toEqual(['2026-11-04', '2026-11-05', '2026-11~2', '2026-11~3', '2026-11=2']);
  expect(spansOver({ from: '2026-11-04', to: '2026-11-30' }, null)).toEqual([]);
  expect(spansOver({ from: '2026-12-01', to: '2026-12-30' }, { from: '2026-11-03', to: '2026-11-20' })).toEqual([]);
});

test('parts of February in a leap year', () => {
  expect(partsOf('2028-02~6')).toEqual(['2028-02-26', '2028-02-27', '2028-02-28', '2028-02-29']);
  expect(partsOf('2028-02=2')).toEqual(['2028-02~4', '2028-02~5', '2028-02~6']);
  expect(partsOf('2028-02')).toEqual(['2028-02=1', '2028-02=2']);
});

test('units come finer ones first', () => {
  expect(unitsOf({ from: '2026-11-30', to: '2026-12-01' })).toEqual(['2026-11-30', '2026-12-01', '2026-11~6', '2026-12~1', '2026-11=2', '2026-12=1', '2026-11', '2026-12']);
});

const daysIn = (span: string): string[] => (grainOf(span) === 'day' ? [span] : partsOf(span).flatMap(daysIn));

test('spans make up exactly their period, in no more rows than a long one needs', () => {
  const day = fc.integer({ min: 0, max: 900 }).map((count) => nextDay('2025-03-01', count));
  fc.assert(fc.property(day, fc.integer({ min: 0, max: 399 }), (from, length) => {
    const to = nextDay(from, length);
    const spans = spansOver({ from, to }, always);
    expect(spans.flatMap(daysIn)).toEqual(daysOf(from, to));
    expect(spans.length).toBeLessThanOrEqual(4 + 2 + 1 + 12 + 1 + 2 + 4);
  }));
});

test('every day is in one span of each grain', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000 }), (count) => {
    const day = nextDay('2025-01-01', count);
    for (const of of Object.values(spanOf)) expect(daysIn(of(day))).toContain(day);
  }));
});

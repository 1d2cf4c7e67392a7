import { confirmedOf, differFrom, intervalAt, intervalsOf } from '../../server/attribution/intervals.rules.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const decided = (n: number, after: string | null, more: { locked?: boolean; reason?: 'bankConfirmed' | 'bankReleased' | 'firstBinding' } = {}) =>
  ({ touchId: `t${n}`, at: day(n), after, locked: false, reason: 'firstBinding' as const, ...more });
const told = (decisions: ReturnType<typeof decided>[]) => intervalsOf(decisions).map(({ userid, from, to }) => [userid, from.getUTCDate(), to?.getUTCDate() ?? null]);

test('each holder from the touch that gave to the touch that took', () => {
  expect(told([decided(1, null), decided(2, 'amy'), decided(3, 'amy'), decided(5, 'ben'), decided(7, null), decided(9, 'amy')]))
    .toEqual([['amy', 2, 5], ['ben', 5, 7], [null, 7, 9], ['amy', 9, null]]);
});

test('who held for no time leaves no interval', () => {
  expect(told([decided(1, 'amy'), decided(3, 'ben'), decided(3, 'amy'), decided(4, 'amy')])).toEqual([['amy', 1, null]]);
  expect(told([decided(1, 'amy'), decided(1, null)])).toEqual([]);
});

test('the holder of a moment: the first instant included, the last not', () => {
  const intervals = intervalsOf([decided(2, 'amy'), decided(5, null), decided(9, 'ben', { locked: true })]);
  const holder = (n: number, more = 0) => intervalAt(intervals, new Date(day(n).getTime() + more))?.userid;
  expect([holder(1), holder(2), holder(5, -1), holder(5), holder(9), holder(30)]).toEqual([undefined, 'amy', 'amy', null, 'ben', 'ben']);
  expect(intervals.map((each) => each.locked)).toEqual([false, false, true]);
});

test('the bank confirms from its word to its other word', () => {
  const confirm = (n: number, userid: string) => decided(n, userid, { reason: 'bankConfirmed' });
  expect(confirmedOf([decided(1, 'amy')])).toBeNull();
  expect(confirmedOf([confirm(1, 'amy'), confirm(3, 'amy'), decided(4, 'cai')])).toEqual({ userid: 'amy', since: day(1) });
  expect(confirmedOf([confirm(1, 'amy'), confirm(3, 'ben')])).toEqual({ userid: 'ben', since: day(3) });
  expect(confirmedOf([confirm(1, 'amy'), decided(2, null, { reason: 'bankReleased' })])).toBeNull();
});

describe('from when on two histories differ', () => {
  const history = (...given: [number, string | null][]) => intervalsOf(given.map(([n, after]) => decided(n, after)));
  test.each([
    ['the same', [[1, 'amy']], [[1, 'amy']], undefined],
    ['a first holder', [], [[3, 'amy']], 3],
    ['another holder from the fifth on', [[1, 'amy']], [[1, 'amy'], [5, 'ben']], 5],
    ['an earlier beginning', [[4, 'amy']], [[2, 'amy']], 2],
    ['somebody else in between', [[1, 'amy'], [9, 'ben']], [[1, 'amy'], [4, 'cai'], [9, 'ben']], 4],
    ['nobody any more', [[1, 'amy']], [[1, 'amy'], [6, null]], 6],
    ['never held', [[1, 'amy']], [], 1],
  ] as [string, [number, string | null][], [number, string | null][], number | undefined][])('%s', (_name, before, after, expected) => {
    expect(differFrom(history(...before), history(...after))?.getUTCDate()).toBe(expected);
  });
});

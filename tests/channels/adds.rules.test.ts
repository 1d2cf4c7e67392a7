import fc from 'fast-check';
import { foldAdds, withFact, type RelationFact } from '../../server/channels/adds.rules.ts';

const time = (second: number) => new Date(1_790_000_000_000 + second * 1_000);
const added = (second: number, codeId: string | null = 'A', key = `a${second}`, welcomed = false): RelationFact => ({ kind: 'added', key, at: time(second), codeId, welcomed });
const removed = (second: number, key = `r${second}`): RelationFact => ({ kind: 'removed', key, at: time(second), codeId: null, welcomed: false });
const together = (from: number, to: number | null, codeId: string | null = 'A', welcomed = false) => ({ addedAt: time(from), lostAt: to === null ? null : time(to), codeId, welcomed });

test.each([
  ['one add', [added(1)], [together(1, null)]],
  ['added and lost', [added(1), removed(5)], [together(1, 5)]],
  ['half, then full: one', [added(1, 'A', 'half'), added(3, 'A', 'full')], [together(1, null)]],
  ['callback, then import a second earlier: one', [added(2), added(1, 'A', 'imported')], [together(1, null)]],
  ['added again after a loss: two', [added(1), removed(5), added(9, 'B')], [together(1, 5), together(9, null, 'B')]],
  ['the loss came before its add', [removed(5), added(1)], [together(1, 5)]],
  ['lost twice: the first counts', [added(1), removed(5), removed(7)], [together(1, 5)]],
  ['a loss alone', [removed(5)], []],
  ['added and lost in the same second', [removed(1), added(1)], [together(1, 1)]],
  ['in the same second the add comes first, whatever the keys', [removed(1, 'a'), added(1, 'A', 'z')], [together(1, 1)]],
  ['a code that is named later', [added(1, null), added(2, 'A')], [together(1, null)]],
  ['a second code while together', [added(1, 'A'), added(2, 'B')], [together(1, null)]],
  ['welcomed by one of two', [added(1), added(2, 'A', 'full', true)], [together(1, null, 'A', true)]],
])('%s', (_case, facts, expected) => {
  expect(foldAdds(facts)).toEqual(expected);
});

test('a welcome that is known stays known when its add is told again', () => {
  const [kept] = withFact([added(1, 'A', 'cb', true)], added(1, 'A', 'cb', false));
  expect(kept).toMatchObject({ key: 'cb', welcomed: true });
  const [learned] = withFact([added(1, 'A', 'cb', false)], added(1, 'A', 'cb', true));
  expect(learned).toMatchObject({ welcomed: true });
});

const fact = fc.record({ kind: fc.constantFrom('added' as const, 'removed' as const), key: fc.stringMatching(/^[a-e]$/), at: fc.integer({ min: 0, max: 20 }).map(time), codeId: fc.constantFrom('A', 'B', null), welcomed: fc.boolean() });
const stream = fc.uniqueArray(fact, { selector: (each) => each.key, maxLength: 5 });

test('told twice and in any order, the adds are the same', () => {
  fc.assert(fc.property(stream.chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }))), ([facts, told]) => {
    const kept = told.reduce<RelationFact[]>((all, each) => withFact(all, each), []);
    expect(kept).toHaveLength(facts.length);
    expect(foldAdds(kept)).toEqual(foldAdds(facts));
  }));
});

test('times together never overlap, and only the last may stand', () => {
  fc.assert(fc.property(stream, (facts) => {
    const times = foldAdds(facts);
    times.forEach((each, index) => {
      const next = times[index + 1];
      if (each.lostAt) expect(each.lostAt >= each.addedAt).toBe(true);
      if (next) expect(each.lostAt !== null && each.lostAt <= next.addedAt).toBe(true);
    });
  }));
});

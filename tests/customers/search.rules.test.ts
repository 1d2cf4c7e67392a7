import fc from 'fast-check';
import { gramsOf, gramsToFind, mobileIn } from '../../server/customers/search.rules.ts';
import { addWayOf } from '../../server/customers/addWay.rules.ts';

test('any part of a name has all its grams among the name’s', () => {
  const parts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).chain((text) => {
    const letters = [...text.toLowerCase()];
    return fc.tuple(fc.constant(letters.join('')), fc.nat(letters.length - 1), fc.nat(letters.length)).map(([whole, from, size]) => ({ whole, part: [...whole].slice(from, from + size + 1).join('') }));
  });
  fc.assert(fc.property(parts, ({ whole, part }) => {
    const have = new Set(gramsOf(whole));
    expect(gramsToFind(part).filter((gram) => !have.has(gram))).toEqual([]);
  }));
});

test.each([
  ['安琪', ['安', '琪', '安琪'], ['安琪']],
  ['A b', ['a', 'b', 'a ', ' b'], ['a ', ' b']],
  ['李', ['李'], ['李']],
] as const)('grams of %s', (text, have, find) => {
  expect(gramsOf(text).sort()).toEqual([...have].sort());
  expect(gramsToFind(text).sort()).toEqual([...find].sort());
});

test.each([
  ['13800000001', '13800000001'], ['+86 138 0000 0001', '13800000001'], ['1380000', undefined], ['小王13800000001', undefined], ['02168880001', undefined],
])('a search for %s is for the mobile %s', (search, expected) => {
  expect(mobileIn(search)).toBe(expected);
});

test.each([[0, 'unknown'], [1, 'qrCode'], [4, 'groupChat'], [16, 'acquisitionLink'], [201, 'colleague'], [202, 'assigned'], [10, 'other'], [999, 'other']] as const)('add_way %i is %s', (given, expected) => {
  expect(addWayOf(given)).toBe(expected);
});

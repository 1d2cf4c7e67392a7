import fc from 'fast-check';
import type { FollowRow } from '../../server/customers/customer.model.ts';
import { isNewAdd, lastAddOf, withAdd, withReading, withRemoval } from '../../server/customers/follow.rules.ts';

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);
const who = { userid: 'u_amy', departmentPath: '/1/2/21/' };
const added = (seconds: number, more: { addWay?: number; channelState?: string } = {}) => (known: FollowRow | undefined) => withAdd(known, { ...who, addedAt: at(seconds), ...more });
const removed = (seconds: number, by: 'customer' | 'staff' = 'customer') => (known: FollowRow | undefined) => withRemoval(known, { ...who, at: at(seconds), by });
const after = (...facts: ((known: FollowRow | undefined) => FollowRow)[]) => facts.reduce<FollowRow | undefined>((known, fact) => fact(known), undefined);

test.each([
  ['an add', [added(0)], { state: 'active', addedAt: at(0), removedAt: null }],
  ['removed by the customer', [added(0), removed(9)], { state: 'lostByCustomer', addedAt: at(0), removedAt: at(9) }],
  ['removed by the member', [added(0), removed(9, 'staff')], { state: 'lostByStaff', addedAt: at(0), removedAt: at(9) }],
  ['the removal arrives first', [removed(9), added(0)], { state: 'lostByCustomer', addedAt: at(0), removedAt: at(9) }],
  ['added again', [added(0), removed(9), added(99)], { state: 'active', addedAt: at(99), removedAt: null }],
  ['added again, the removal arrives last', [added(0), added(99), removed(9)], { state: 'active', addedAt: at(99), removedAt: null }],
  ['only a removal', [removed(9)], { state: 'lostByCustomer', addedAt: null, removedAt: at(9) }],
] as const)('%s', (_, facts, expected) => {
  expect(after(...facts)).toMatchObject(expected);
});

test('adds and removals give the same relation in any order and however often they come', () => {
  const fact = fc.record({ kind: fc.constantFrom('add', 'remove'), seconds: fc.integer({ min: 0, max: 1_000 }) });
  const facts = fc.uniqueArray(fact, { minLength: 1, maxLength: 8, selector: (each) => each.seconds });
  fc.assert(fc.property(facts.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }))), ([list, shuffled]) => {
    const fold = (given: typeof list) => after(...given.map((each) => (each.kind === 'add' ? added(each.seconds) : removed(each.seconds))));
    const [one, other] = [fold(list), fold(shuffled)];
    expect({ state: other?.state, addedAt: other?.addedAt, removedAt: other?.removedAt }).toEqual({ state: one?.state, addedAt: one?.addedAt, removedAt: one?.removedAt });
    const latest = [...list].sort((a, b) => b.seconds - a.seconds)[0];
    expect(one?.state).toBe(latest?.kind === 'add' ? 'active' : 'lostByCustomer');
  }));
});

test('the same add told twice fills what the first telling did not know', () => {
  expect(after(added(1, { channelState: 'ch_1' }), added(0, { addWay: 1 }))).toMatchObject({ addWay: 1, channelState: 'ch_1' });
  expect(after(added(0, { addWay: 1 }), added(1, { channelState: 'ch_1' }))).toMatchObject({ addWay: 1, channelState: 'ch_1' });
});

test('a new add brings its own origin, an old one told late does not', () => {
  expect(after(added(0, { addWay: 1, channelState: 'ch_1' }), removed(500), added(1_000, { addWay: 2 }))).toMatchObject({ addWay: 2, channelState: null });
  expect(after(added(1_000, { addWay: 2 }), added(0, { addWay: 1, channelState: 'ch_1' }))).toMatchObject({ addWay: 2, channelState: null });
});

test.each([
  ['nothing is known', undefined, 0, true],
  ['the same add, seconds apart', after(added(3)), 0, false],
  ['an older add', after(added(1_000)), 0, false],
  ['a later add', after(added(0)), 1_000, true],
  ['an add after a removal', after(added(0), removed(5)), 6, true],
  ['an add of which only the removal is known', after(removed(9)), 0, true],
] as const)('is it a new add: %s', (_, known, seconds, expected) => {
  expect(isNewAdd(known, at(seconds))).toBe(expected);
});

test('an older reading never replaces a newer one', () => {
  const reading = (seconds: number, remark: string) => ({ readAt: at(seconds), remark, grams: [], tagIds: [remark], phones: [] });
  const row = withReading(withReading(added(0)(undefined), reading(9, '新')), reading(5, '旧'));
  expect(row).toMatchObject({ remark: '新', tagIds: ['新'], readAt: at(9) });
});

test('the last add of several relations; a removal stands in where no add was heard of', () => {
  expect(lastAddOf([added(5)(undefined), added(9)(undefined)])).toEqual(at(9));
  expect(lastAddOf([removed(7)(undefined)])).toEqual(at(7));
});

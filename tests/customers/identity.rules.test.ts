import fc from 'fast-check';
import { afterMerge, afterUnmerge, buildsOn, identityOf, mayJoin, personOfSignIn, recordOfNumber, survivorFirst, type Identity, type Known, type MergeStates } from '../../server/customers/identity.rules.ts';

const at = (seconds: number) => new Date(1_790_000_000_000 + seconds * 1_000);
const phone = (index: string) => ({ sealed: `sealed ${index}`, index });
const known = (_id: string, given: Partial<Known> = {}): Known =>
  ({ _id, externalUserid: null, openids: [], unionid: null, phone: null, phoneVerifiedAt: null, bankCustomerNo: null, bankNoPhone: null, mergedInto: null, mergedIds: [], createdAt: at(0), ...given });

const contact = known('contact', { externalUserid: 'wm1', unionid: 'U' });
const mini = known('mini', { openids: ['o1'], unionid: 'U', createdAt: at(-9) });
const phoneOnly = known('phoneOnly', { phone: phone('p'), phoneVerifiedAt: at(0) });

test.each([
  ['by openid', { openid: 'o1', unionid: null }, 'mini'],
  ['by openid before unionid', { openid: 'o1', unionid: 'V' }, 'mini'],
  ['by unionid, the one with the external contact', { openid: 'o2', unionid: 'U' }, 'contact'],
  ['nobody', { openid: 'o2', unionid: null }, undefined],
  ['nobody with another unionid', { openid: 'o2', unionid: 'W' }, undefined],
])('who signs in: %s', (_, signIn, expected) => {
  const other = known('other', { unionid: 'V' });
  expect(personOfSignIn(signIn, [mini, other, contact])?._id).toBe(expected);
});

test('a tombstone never signs in', () => {
  expect(personOfSignIn({ openid: 'o9', unionid: 'U' }, [{ ...contact, mergedInto: 'x' }])).toBeUndefined();
});

test.each([
  ['contact and mini-program by unionid', contact, mini, 'unionid', true],
  ['two mini-program records by unionid', mini, known('m2', { openids: ['o2'], unionid: 'U' }), 'unionid', true],
  ['two external contacts', contact, known('c2', { externalUserid: 'wm2', unionid: 'U' }), 'unionid', false],
  ['two external contacts by phone', contact, known('c2', { externalUserid: 'wm2' }), 'phone', false],
  ['a phone alone and a contact by phone', phoneOnly, contact, 'phone', true],
  ['a phone alone and a mini-program record by phone', phoneOnly, mini, 'phone', true],
  ['two that WeChat knows by phone: they may have swapped', known('c2', { externalUserid: 'wm2' }), mini, 'phone', false],
  ['two bank numbers', { ...contact, bankCustomerNo: 'B1' }, { ...mini, bankCustomerNo: 'B2' }, 'unionid', false],
  ['a bank number and none', { ...contact, bankCustomerNo: 'B1' }, mini, 'unionid', true],
  ['two that WeChat knows by bank number, which is found by phone', { ...contact, bankCustomerNo: 'B1' }, mini, 'bankCustomerNo', false],
  ['a phone alone and a contact by bank number', phoneOnly, { ...contact, bankCustomerNo: 'B1' }, 'bankCustomerNo', true],
  ['openid and unionid alone by phone', known('m2', { openids: ['o2'] }), known('u', { unionid: 'V' }), 'phone', false],
  ['itself', mini, mini, 'unionid', false],
  ['a tombstone', contact, { ...mini, mergedInto: 'x' }, 'unionid', false],
] as const)('may they join: %s', (_, a, b, reason, expected) => {
  expect(mayJoin(a, b, reason, [])).toBe(expected);
  expect(mayJoin(b, a, reason, [])).toBe(expected);
});

test('a pair taken apart by hand is never joined again, not even by way of a tombstone', () => {
  const split = { survivorId: 'contact', absorbedId: 'mini' };
  expect(mayJoin(contact, mini, 'unionid', [split])).toBe(false);
  expect(mayJoin(mini, contact, 'unionid', [split])).toBe(false);
  expect(mayJoin(contact, known('m2', { openids: ['o2'], mergedIds: ['mini'] }), 'unionid', [split])).toBe(false);
  expect(mayJoin(contact, known('m2', { openids: ['o2'] }), 'unionid', [split])).toBe(true);
});

test.each([
  ['the external contact, though younger', contact, mini, 'contact'],
  ['the older', known('a', { createdAt: at(5) }), known('b', { createdAt: at(4) }), 'b'],
  ['of the same age, always the same', known('b'), known('a'), 'a'],
])('who survives: %s', (_, a, b, expected) => {
  expect(survivorFirst(a, b)[0]._id).toBe(expected);
  expect(survivorFirst(b, a)[0]._id).toBe(expected);
});

const aPhone = fc.option(fc.record({ index: fc.constantFrom('p1', 'p2', 'p3', 'p4'), second: fc.integer({ min: 0, max: 99 }) }), { nil: null });
const people = fc.tuple(
  fc.record({ openids: fc.subarray(['o1', 'o2']), unionid: fc.constantFrom(null, 'U'), number: aPhone, bank: fc.constantFrom(null, 'B1'), mergedIds: fc.subarray(['t1', 't2']) }),
  fc.record({ openids: fc.subarray(['o3', 'o4']), unionid: fc.constantFrom(null, 'U'), number: aPhone, bank: fc.constantFrom(null, 'B2'), mergedIds: fc.subarray(['t3', 't4']) }),
).filter(([a, b]) => (!a.number || a.number.index !== b.number?.index) && !(a.bank && b.bank)).map(([a, b]) => [a, b].map(({ number, bank, ...rest }): Identity => ({
  ...rest, bankCustomerNo: bank, bankNoPhone: bank && number ? number.index : null, phone: number ? phone(number.index) : null, phoneVerifiedAt: number ? at(number.second) : null,
})) as [Identity, Identity]);

function mergedPair([survivor, absorbed]: [Identity, Identity]) {
  const merge: MergeStates = { absorbedId: 'x', survivorBefore: survivor, absorbedBefore: absorbed };
  return { merge, after: afterMerge(survivor, { _id: 'x', ...absorbed }) };
}

test('property: a merge loses no openid and no tombstone, and leaves the absorbed without identities', () => {
  fc.assert(fc.property(people, ([survivor, absorbed]) => {
    const { after } = mergedPair([survivor, absorbed]);
    expect([...after.survivor.openids].sort()).toEqual([...survivor.openids, ...absorbed.openids].sort());
    expect([...after.survivor.mergedIds].sort()).toEqual([...survivor.mergedIds, ...absorbed.mergedIds, 'x'].sort());
    expect(after.survivor.unionid).toBe(survivor.unionid ?? absorbed.unionid);
    expect(after.survivor.phone === null).toBe(survivor.phone === null && absorbed.phone === null);
    expect(after.survivor.bankCustomerNo).toBe(survivor.bankCustomerNo ?? absorbed.bankCustomerNo);
    expect(after.absorbed).toEqual({ openids: [], unionid: null, phone: null, phoneVerifiedAt: null, bankCustomerNo: null, bankNoPhone: null, mergedIds: absorbed.mergedIds });
  }));
});

test('property: merge then unmerge is the first state', () => {
  fc.assert(fc.property(people, ([survivor, absorbed]) => {
    const { merge, after } = mergedPair([survivor, absorbed]);
    expect(afterUnmerge(after.survivor, merge, new Set())).toEqual({ survivor, absorbed });
  }));
});

test('property: what the survivor has gained since stays, and no number is ever with two people', () => {
  const since = fc.record({ openid: fc.option(fc.constant('o9'), { nil: null }), number: aPhone, taken: fc.subarray(['p1', 'p2', 'p3', 'p4']) });
  fc.assert(fc.property(people, since, ([survivor, absorbed], { openid, number, taken }) => {
    const { merge, after } = mergedPair([survivor, absorbed]);
    const others = new Set(taken.filter((each) => each !== number?.index));
    const keeps = after.survivor.phone && !others.has(after.survivor.phone.index) ? after.survivor : { phone: null, phoneVerifiedAt: null };
    const changed: Identity = {
      ...after.survivor, phone: keeps.phone, phoneVerifiedAt: keeps.phoneVerifiedAt,
      ...(openid ? { openids: [...after.survivor.openids, openid] } : {}),
      ...(number ? { phone: phone(number.index), phoneVerifiedAt: at(1_000) } : {}),
    };
    const apart = afterUnmerge(changed, merge, others);
    expect(apart.survivor.openids).toEqual([...survivor.openids, ...(openid ? [openid] : [])]);
    expect(apart.absorbed.openids).toEqual(absorbed.openids);
    if (number) expect(apart.survivor.phone?.index).toBe(number.index);
    const numbers = [apart.survivor.phone?.index, apart.absorbed.phone?.index, ...others].filter(Boolean);
    expect(new Set(numbers).size).toBe(numbers.length);
  }));
});

const one = known('one', { openids: ['o1'] });
const two = known('two', { openids: ['o2'], phone: phone('q'), phoneVerifiedAt: at(5) });
test.each([
  ['which the absorbed had, goes back to it', one, { ...two, bankCustomerNo: 'B', bankNoPhone: 'q' }, null, 'two'],
  ['which the survivor had, stays', { ...one, bankCustomerNo: 'B', bankNoPhone: 'q' }, two, null, 'one'],
  ['found since by the phone that the absorbed had brought, goes with it', one, two, 'q', 'two'],
  ['found since by a phone verified since, stays', one, two, 'r', 'one'],
] as const)('the bank number %s; its data is kept there from the first', (_, survivor, absorbed, foundBy, owner) => {
  const merge = { survivorId: 'one', absorbedId: 'two', survivorBefore: identityOf(survivor), absorbedBefore: identityOf(absorbed) };
  const whole = { ...afterMerge(survivor, absorbed).survivor, ...(foundBy ? { bankCustomerNo: 'B', bankNoPhone: foundBy } : {}) };
  expect(recordOfNumber({ ...whole, _id: 'one' }, [merge])).toBe(owner);
  const apart = afterUnmerge(whole, merge, new Set());
  expect([apart.survivor.bankCustomerNo, apart.absorbed.bankCustomerNo]).toEqual(owner === 'one' ? ['B', null] : [null, 'B']);
});

test('property: whole people are joined in any order and taken apart again, the last first', () => {
  const order = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(order, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (pairs, picks) => {
    const records = new Map(Array.from({ length: 6 }, (_, n) => known(`r${n}`, { openids: [`o${n}`], unionid: n % 2 ? 'U' : null, phone: phone(`p${n}`), phoneVerifiedAt: at((n * 7) % 11), createdAt: at(n) })).map((row) => [row._id, row]));
    const first = structuredClone([...records.values()]);
    const merges: (MergeStates & { survivorId: string })[] = [];
    const put = (id: string, change: Partial<Known>) => records.set(id, { ...records.get(id), ...change } as Known); // every id is one of the six
    for (const [one, other] of pairs) {
      const living = [...records.values()].filter((row) => row.mergedInto === null);
      const [a, b] = [living[one % living.length], living[other % living.length]];
      if (!a || !b || !mayJoin(a, b, 'unionid', [])) continue;
      const [survivor, absorbed] = survivorFirst(a, b);
      const after = afterMerge(survivor, absorbed);
      merges.push({ survivorId: survivor._id, absorbedId: absorbed._id, survivorBefore: identityOf(survivor), absorbedBefore: identityOf(absorbed) });
      put(survivor._id, after.survivor);
      put(absorbed._id, { ...after.absorbed, mergedInto: survivor._id });
    }
    for (let turn = 0; merges.length > 0; turn += 1) {
      const free = merges.filter((each) => !merges.some((later) => buildsOn(later, each)));
      const merge = free[(picks[turn % picks.length] ?? 0) % free.length];
      if (!merge) throw new Error('no merge can be taken back');
      const apart = afterUnmerge(records.get(merge.survivorId) as Known, merge, new Set());
      put(merge.survivorId, apart.survivor);
      put(merge.absorbedId, { ...apart.absorbed, mergedInto: null });
      merges.splice(merges.indexOf(merge), 1);
    }
    expect([...records.values()]).toEqual(first);
  }));
});

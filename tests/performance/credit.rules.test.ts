import fc from 'fast-check';
import { creditKinds } from '../../shared/performance/constants.ts';
import { firstOf, isEffective, managerOf, missingEntries, spokenOf, sumOf, worthOf, type Held, type Reversal, type Told, type Worth } from '../../server/performance/credit.rules.ts';

const noon = new Date('2026-11-10T04:00:00Z');
const reverses = (...pairs: string[]): Reversal[] => pairs.map((pair) => { const [id = '', reversesEventId = ''] = pair.split('>'); return { id, reversesEventId }; });

describe('whether an event is effective', () => {
  test.each([
    ['nothing reverses it', [], true],
    ['reversed', ['r>e'], false],
    ['its reversal is reversed', ['r>e', 's>r'], true],
    ['three deep', ['r>e', 's>r', 't>s'], false],
    ['reversed twice', ['r>e', 'q>e'], false],
    ['of two reversals one is reversed', ['r>e', 'q>e', 's>r'], false],
    ['both reversals are reversed', ['r>e', 'q>e', 's>r', 't>q'], true],
    ['a reversal that is reversed twice', ['r>e', 's>r', 't>r'], true],
    ['of the two that reverse the reversal one is reversed', ['r>e', 's>r', 't>r', 'u>s'], true],
    ['told backwards', ['t>s', 's>r', 'r>e'], false],
    ['reversals of another event', ['r>x', 's>y'], true],
  ])('%s', (_, pairs, expected) => expect(isEffective('e', reverses(...pairs))).toBe(expected));

  const tree = fc.array(fc.nat(), { maxLength: 12 }).map((picks) => picks.map((pick, index): Reversal => ({ id: `r${index}`, reversesEventId: index === 0 || pick % (index + 1) === index ? 'e' : `r${pick % (index + 1)}` })));
  test('each event is effective exactly where nothing effective reverses it, in whatever order they are given', () => {
    fc.assert(fc.property(tree.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), ([all, mixed]) => {
      for (const id of ['e', ...all.map((each) => each.id)]) {
        const above = all.filter((each) => each.reversesEventId === id);
        expect(isEffective(id, mixed)).toBe(above.every((each) => !isEffective(each.id, all)));
      }
    }), { numRuns: 300 });
  });

  test('a chain of 20,000', () => {
    const chain = Array.from({ length: 20_000 }, (_, index): Reversal => ({ id: `r${index}`, reversesEventId: index === 0 ? 'e' : `r${index - 1}` }));
    expect(isEffective('e', chain)).toBe(true);
    expect(isEffective('e', chain.slice(1))).toBe(true);
    expect(isEffective('e', chain.slice(0, -1))).toBe(false);
  });
});

const told = (given: Partial<Told> = {}): Told => ({ kind: 'productPurchased', at: noon, managerUserid: null, amountFen: 700, ...given });
const amy: Held = { userid: 'amy', campaignId: 'c1', channel: 'invite' };

describe('what an event counts for', () => {
  test.each<[string, Told, Held | null, Partial<Worth>]>([
    ['a purchase: who holds the customer, with its amount', told(), amy, { managerUserid: 'amy', campaignId: 'c1', channel: 'invite', count: 1, amountFen: 700 }],
    ['a purchase of a customer whom nobody holds', told(), null, { managerUserid: null, campaignId: null, channel: 'direct', count: 1, amountFen: 700 }],
    ['what is lost counts less', told({ kind: 'aumChanged', amountFen: -250 }), amy, { managerUserid: 'amy', amountFen: -250 }],
    ['an opening is counted, whatever came with it', told({ kind: 'accountOpened', amountFen: 700 }), amy, { managerUserid: 'amy', count: 1, amountFen: 0 }],
    ['an amount that was not told', told({ amountFen: null }), amy, { count: 1, amountFen: 0 }],
    ['a registration', told({ kind: 'registered', amountFen: null }), amy, { managerUserid: 'amy', campaignId: 'c1', count: 1, amountFen: 0 }],
    ['a confirmation: whom the bank names, who holds the customer', told({ kind: 'managerConfirmed', managerUserid: 'amy' }), amy, { managerUserid: 'amy', campaignId: 'c1', channel: 'invite' }],
    ['a confirmation of another: no way of theirs is known', told({ kind: 'managerConfirmed', managerUserid: 'ben' }), amy, { managerUserid: 'ben', campaignId: null, channel: 'direct' }],
    ['a release of who is named', told({ kind: 'managerReleased', managerUserid: 'ben' }), amy, { managerUserid: 'ben', campaignId: null, channel: 'direct' }],
    ['a release without a name: who held the customer', told({ kind: 'managerReleased' }), amy, { managerUserid: 'amy', campaignId: 'c1', channel: 'invite' }],
    ['a name on anything else says nothing', told({ managerUserid: 'ben' }), amy, { managerUserid: 'amy' }],
  ])('%s', (_, event, held, expected) => {
    expect(worthOf(event, held, '/1/2/')).toMatchObject({ departmentPath: '/1/2/', ...expected });
    expect(managerOf(event, held)).toBe(worthOf(event, held, '/1/2/').managerUserid);
  });

  test('a release speaks of the moment before it, everything else of its own', () => {
    expect(creditKinds.filter((kind) => spokenOf({ kind, at: noon }) !== noon)).toEqual(['managerReleased']);
    expect(spokenOf({ kind: 'managerReleased', at: noon })).toEqual(new Date('2026-11-10T03:59:59.999Z'));
  });

  test('of one person’s registrations the first one, and of two at once always the same', () => {
    const [a, b, c] = [{ id: 'a', at: new Date(2) }, { id: 'b', at: new Date(1) }, { id: 'c', at: new Date(1) }];
    expect(firstOf([a, c, b])).toBe(b);
    expect(firstOf([])).toBeUndefined();
  });
});

const worth = (given: Partial<Worth> = {}): Worth => ({ managerUserid: 'amy', departmentPath: '/1/2/21/', campaignId: null, channel: 'direct', count: 1, amountFen: 700, ...given });
const taken = (given: Partial<Worth> = {}): Worth => worth({ count: -1, amountFen: -700, ...given });

describe('the entries that are missing', () => {
  test.each<[string, Worth[], Worth | null, string[]]>([
    ['the first', [], worth(), ['credited amy 1 700']],
    ['none for what never counted', [], null, []],
    ['none where all is booked', [worth()], worth(), []],
    ['reversed', [worth()], null, ['reversed amy -1 -700']],
    ['none for what was taken back already', [worth(), taken()], null, []],
    ['its reversal reversed', [worth(), taken()], worth(), ['restored amy 1 700']],
    ['brought back for another', [worth(), taken()], worth({ managerUserid: 'ben' }), ['restored ben 1 700']],
    ['somebody else held the customer', [worth()], worth({ managerUserid: 'ben', departmentPath: '/1/3/' }), ['holderChanged amy -1 -700', 'holderChanged ben 1 700']],
    ['nobody held the customer', [worth()], worth({ managerUserid: null, departmentPath: '/1/' }), ['holderChanged amy -1 -700', 'holderChanged - 1 700']],
    ['held by another touch', [worth()], worth({ campaignId: 'c1', channel: 'invite' }), ['holderChanged amy -1 -700', 'holderChanged amy 1 700']],
    ['the manager worked elsewhere', [worth()], worth({ departmentPath: '/1/2/22/' }), ['moved amy -1 -700', 'moved amy 1 700']],
    ['an amount that somebody has changed', [worth({ amountFen: 900 })], worth(), ['holderChanged amy 0 -200']],
  ])('%s', (_, booked, now, expected) => {
    expect(missingEntries('productPurchased', booked, now).map(({ reason, managerUserid, count, amountFen }) => `${reason} ${managerUserid ?? '-'} ${count} ${amountFen}`)).toEqual(expected);
  });

  test('a person’s second registration goes when two records become one, and comes back when they are parted', () => {
    const register = worth({ amountFen: 0 });
    expect(missingEntries('registered', [register], null)).toEqual([{ ...register, count: -1, reason: 'joined' }]);
    expect(missingEntries('registered', [register, { ...register, count: -1 }], register)).toEqual([{ ...register, reason: 'joined' }]);
  });

  const anyWorth = fc.option(fc.record({
    managerUserid: fc.constantFrom('amy', 'ben', null), departmentPath: fc.constantFrom('/1/', '/1/2/21/', '/1/2/22/'), campaignId: fc.constantFrom('c1', null),
    channel: fc.constantFrom('invite' as const, 'direct' as const), count: fc.constant(1), amountFen: fc.constantFrom(0, 700, -250),
  }), { nil: null, freq: 3 });
  test('whatever it counted for before, the entries come to what it counts for now, by at most two more', () => {
    fc.assert(fc.property(fc.array(anyWorth, { maxLength: 12 }), (history) => {
      const booked: Worth[] = [];
      for (const now of history) {
        const missing = missingEntries('aumChanged', booked, now);
        expect(missing.length).toBeLessThanOrEqual(2);
        expect(missing.every(({ count, amountFen }) => Object.is(count + 0, count) && Object.is(amountFen + 0, amountFen))).toBe(true); // no -0
        booked.push(...missing);
        expect(sumOf(booked)).toEqual(now ? [now] : []);
        expect(missingEntries('aumChanged', booked, now)).toEqual([]);
      }
    }), { numRuns: 500 });
  });
});

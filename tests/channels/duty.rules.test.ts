import fc from 'fast-check';
import { dutyList, isInShift, nextChangeAt, onDuty, type DutyStaff } from '../../server/channels/duty.rules.ts';

/** Business time: 2026-11-23 is a Monday. */
const at = (text: string) => new Date(`${text}:00+08:00`);
const workdays = [1, 2, 3, 4, 5];
const office = { weekdays: workdays, from: '09:00', to: '18:00' };
const evening = { weekdays: workdays, from: '18:00', to: '21:30' };
const amy: DutyStaff = { userid: 'amy', dailyCap: 2, shifts: [office] };
const ben: DutyStaff = { userid: 'ben', dailyCap: null, shifts: [evening] };
const none = new Map<string, number>();

test.each([
  ['2026-11-23T08:59', false], ['2026-11-23T09:00', true], ['2026-11-23T17:59', true], ['2026-11-23T18:00', false],
  ['2026-11-28T10:00', false], // Saturday
  ['2026-11-22T10:00', false], // Sunday
])('office hours at %s: %s', (time, expected) => {
  expect(isInShift([office], at(time))).toBe(expected);
});

test('weekdays are those of Shanghai: Sunday 16:30 UTC is Monday', () => {
  expect(isInShift([{ weekdays: [1], from: '00:00', to: '01:00' }], new Date('2026-11-22T16:30:00Z'))).toBe(true);
});

test.each([
  ['office hours', '2026-11-23T10:00', none, ['amy']],
  ['evening', '2026-11-23T19:00', none, ['ben']],
  ['night: nobody, so the backup', '2026-11-23T23:00', none, ['cat']],
  ['weekend', '2026-11-28T10:00', none, ['cat']],
  ['one below the cap', '2026-11-23T10:00', new Map([['amy', 1]]), ['amy']],
  ['cap reached', '2026-11-23T10:00', new Map([['amy', 2]]), ['cat']],
  ['above the cap', '2026-11-23T10:00', new Map([['amy', 3]]), ['cat']],
  ['no cap, however many', '2026-11-23T19:00', new Map([['ben', 900]]), ['ben']],
])('%s', (_case, time, adds, expected) => {
  expect(dutyList({ staff: [amy, ben], backupUserid: 'cat' }, at(time), adds)).toEqual(expected);
});

test('without shifts one is always on duty, in the order of the code', () => {
  const staff = [{ userid: 'b', dailyCap: null, shifts: [] }, { userid: 'a', dailyCap: null, shifts: [] }];
  expect(dutyList({ staff, backupUserid: 'c' }, at('2026-11-29T03:00'), none)).toEqual(['b', 'a']);
});

test.each([
  ['before the shift', [ben], '2026-11-23T10:00', '2026-11-23T18:00'],
  ['inside it', [ben], '2026-11-23T18:00', '2026-11-23T21:30'],
  ['on Friday night to Monday', [ben], '2026-11-27T21:30', '2026-11-30T18:00'],
  ['a cap begins anew at midnight', [amy], '2026-11-23T20:00', '2026-11-24T00:00'],
  ['the nearest of several', [amy, ben], '2026-11-23T17:30', '2026-11-23T18:00'],
  ['a week ahead', [{ userid: 'x', dailyCap: null, shifts: [{ weekdays: [1], from: '09:00', to: '10:00' }] }], '2026-11-23T10:00', '2026-11-30T09:00'],
  ['only a cap', [{ userid: 'x', dailyCap: 5, shifts: [] }], '2026-11-23T12:00', '2026-11-24T00:00'],
])('next change, %s', (_case, staff, time, expected) => {
  expect(nextChangeAt(staff, at(time))).toEqual(at(expected));
});

test('nothing changes by time alone without shifts and caps', () => {
  expect(nextChangeAt([{ userid: 'x', dailyCap: null, shifts: [] }], at('2026-11-23T10:00'))).toBeNull();
});

const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const shift = fc.record({ weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), from: clock, to: clock }).filter((each) => each.from < each.to);
const people = fc.uniqueArray(fc.record({ userid: fc.constantFrom('a', 'b', 'c', 'd'), dailyCap: fc.option(fc.integer({ min: 1, max: 3 })), shifts: fc.array(shift, { maxLength: 2 }) }), { selector: (each) => each.userid, minLength: 1 });
const time = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 4 })).map((given) => new Map(Object.entries(given)));

test('the list is never empty, leads only to staff or the backup, and to nobody past the cap', () => {
  fc.assert(fc.property(people, time, counts, (staff, now, adds) => {
    const list = dutyList({ staff, backupUserid: 'backup' }, now, adds);
    expect(list.length).toBeGreaterThan(0);
    if (list.includes('backup')) return expect(onDuty(staff, now, adds)).toEqual([]);
    for (const userid of list) {
      const cap = staff.find((each) => each.userid === userid)?.dailyCap;
      if (cap !== null && cap !== undefined) expect(adds.get(userid) ?? 0).toBeLessThan(cap);
    }
    return undefined;
  }));
});

test('between now and the next change time alone changes nothing', () => {
  fc.assert(fc.property(people, time, fc.double({ min: 0, max: 0.999, noNaN: true }), (staff, now, part) => {
    const next = nextChangeAt(staff, now);
    const until = next ?? new Date(now.getTime() + 3 * 86_400_000);
    expect(until > now).toBe(true);
    const between = new Date(now.getTime() + Math.floor((until.getTime() - now.getTime()) * part));
    expect(onDuty(staff, between, none)).toEqual(onDuty(staff, now, none));
  }), { numRuns: 60 });
});

import fc from 'fast-check';
import { checkLetter, makeCode, readCode, showCode } from '../../server/referral/inviteText.rules.ts';

const alphabet = '23456789ABCDEFGHJKLMNPQRSTVWXYZ';
const letter = fc.constantFrom(...alphabet);
const code = fc.array(letter, { minLength: 11, maxLength: 11 }).map((letters) => letters.join('') + checkLetter(letters.join('')));

test('31 letters, none that is taken for another, at least 50 bits by chance', () => {
  expect(alphabet).toHaveLength(31);
  expect(alphabet).not.toMatch(/[01IOU]/);
  expect(11 * Math.log2(31)).toBeGreaterThan(50);
});

test('the check letter by hand: 2 stands for 0, so that eleven 2 ask for a 2', () => {
  expect(checkLetter('22222222222')).toBe('2');
  // 3 stands for 1; weights 2…12 sum to 77; 31 × 3 − 77 = 16, the letter at 16 is J.
  expect(checkLetter('33333333333')).toBe(alphabet.charAt(16));
});

test('what was made is read, however it is typed', () => {
  fc.assert(fc.property(code, (made) => {
    const shown = showCode(made);
    expect(shown).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    for (const typed of [made, shown, made.toLowerCase(), ` ${shown} `, shown.replace(/-/g, ' '), made.replace(/./g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))]) expect(readCode(typed)).toBe(made);
  }));
});

test('one wrong letter is always noticed', () => {
  fc.assert(fc.property(code, fc.nat(11), letter, (made, place, other) => {
    fc.pre(made[place] !== other);
    expect(readCode(made.slice(0, place) + other + made.slice(place + 1))).toBeUndefined();
  }));
});

test('two letters that changed places are always noticed', () => {
  fc.assert(fc.property(code, fc.nat(10), (made, place) => {
    const [a = '', b = ''] = [made[place], made[place + 1]];
    fc.pre(a !== b);
    expect(readCode(made.slice(0, place) + b + a + made.slice(place + 2))).toBeUndefined();
  }));
});

test.each(['', 'K7QM', '0'.repeat(12), 'K7QM-3XWD-9HT', 'K7QM-3XWD-9HTB-2', '邀请码邀请码邀请码邀请码', '{"$ne":""}', '222222222223'])('%j is no code', (typed) => {
  expect(readCode(typed)).toBeUndefined();
});

test('a code is made of what chance gives', () => {
  let next = 0;
  expect(makeCode(() => (next += 1) % 31)).toBe(`3456789ABCD${checkLetter('3456789ABCD')}`);
});

import { inviteAlphabet, inviteCodeLength } from '../../shared/referral/constants.ts';

const base = inviteAlphabet.length;
const valueOf = (letter: string): number => inviteAlphabet.indexOf(letter);

/**
 * The letter that makes the weighted sum of all a multiple of 31. Weights differ and are no multiples of the prime 31,
 * so that every single wrong letter and every two that changed places are noticed.
 */
export function checkLetter(letters: string): string {
  const sum = [...letters].reduce((total, letter, index) => total + valueOf(letter) * (index + 2), 0);
  return inviteAlphabet.charAt((base - (sum % base)) % base);
}

/** A code by chance: `letterAt` gives a whole number in [0, 31). */
export function makeCode(letterAt: (below: number) => number): string {
  const letters = Array.from({ length: inviteCodeLength - 1 }, () => inviteAlphabet.charAt(letterAt(base))).join('');
  return letters + checkLetter(letters);
}

/** The twelve letters of what was typed; nothing where it cannot be a code of ours. Small letters, spaces and hyphens are forgiven. */
export function readCode(typed: string): string | undefined {
  const letters = typed.normalize('NFKC').toUpperCase().replace(/[\s\-—–_.·]/g, '');
  if (letters.length !== inviteCodeLength || [...letters].some((letter) => valueOf(letter) < 0)) return undefined;
  return checkLetter(letters.slice(0, -1)) === letters.at(-1) ? letters : undefined;
}

/** `K7QM3XWD9HTB` → `K7QM-3XWD-9HTB`, easier to read out. */
export const showCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code;

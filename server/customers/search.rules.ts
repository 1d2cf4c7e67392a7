import { normalPhone } from '../platform/phone.ts';

const indexedLength = 64;
const pairs = (letters: string[]): string[] => letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
const lettersOf = (text: string): string[] => [...text.toLowerCase()].slice(0, indexedLength);

/** Single characters and neighbouring pairs, so that any part of a name finds it through an index. */
export function gramsOf(text: string): string[] {
  const letters = lettersOf(text);
  return [...new Set([...letters, ...pairs(letters)])].filter((gram) => gram.trim() !== '');
}

/** What a text that contains `search` must have: its pairs, or its one character. */
export function gramsToFind(search: string): string[] {
  const letters = lettersOf(search);
  return [...new Set(letters.length === 1 ? letters : pairs(letters))].filter((gram) => gram.trim() !== '');
}

/** The whole mobile number that a person searches for, or nothing. */
export function mobileIn(search: string): string | undefined {
  if (!/^[\d\s+-]+$/.test(search)) return undefined;
  const phone = normalPhone(search);
  return /^1\d{10}$/.test(phone) ? phone : undefined;
}

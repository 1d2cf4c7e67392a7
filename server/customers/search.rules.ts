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

/** Only digits, without the country code of the mainland; empty where nothing that could be dialled is left. */
export function normalPhone(text: string): string {
  const digits = text.replace(/\D/g, '');
  const national = digits.length === 13 && digits.startsWith('861') ? digits.slice(2) : digits;
  return national.length >= 5 && national.length <= 20 ? national : '';
}

/** The whole mobile number that a person searches for, or nothing. */
export function mobileIn(search: string): string | undefined {
  if (!/^[\d\s+-]+$/.test(search)) return undefined;
  const phone = normalPhone(search);
  return /^1\d{10}$/.test(phone) ? phone : undefined;
}

/** `138****0001` */
export const maskPhone = (phone: string): string => (phone.length >= 8 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '****');

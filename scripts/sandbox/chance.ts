import { randomBytes } from 'node:crypto';
import { customAlphabet } from 'nanoid';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Chance that repeats itself for the same seed. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  below(limit: number): number;
  happens(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of `list`, by weight. */
  pickBy<T>(list: readonly T[], weight: (item: T) => number): T;
  text(length: number): string;
}

export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[below(list.length)] as T; // the index is inside the list
  };
  const pickBy = <T>(list: readonly T[], weight: (item: T) => number): T => {
    let left = next() * list.reduce((sum, item) => sum + weight(item), 0);
    return list.find((item) => (left -= weight(item)) < 0) ?? pick(list);
  };
  return { next, below, pick, pickBy, happens: (probability) => next() < probability, text: (length) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join('') };
}

const unguessable = customAlphabet(alphabet, 30);

/** An id that nobody can guess, like `wm` + 30 letters and digits. */
export const newId = (prefix: string, length = 30): string => prefix + unguessable(length);
export const random16 = (): Buffer => randomBytes(16);

const digits = customAlphabet('0123456789');
/** The nine digits that end a hint. */
export const newHint = (): string => digits(9);

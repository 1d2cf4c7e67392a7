import { randomBytes as bytes, randomInt as int } from 'node:crypto';
import { customAlphabet } from 'nanoid';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz';
const shortId = customAlphabet(alphabet, 20);

/** An id of 20 characters, 115 bits; safe in URLs. */
export const newId = (): string => shortId();
export const randomBytes = (size: number): Buffer => bytes(size);
/** A whole number in [0, below). */
export const randomBelow = (below: number): number => int(below);

import { z } from 'zod';

export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');
export const charsOf = (text: string): number => [...text].length;

/** Text that may not be empty. */
export const filled = z.string().min(1);
export const maxChars = (limit: number) => z.string().refine((text) => charsOf(text) <= limit, `at most ${limit} characters`);
export const maxBytes = (limit: number) => z.string().refine((text) => bytesOf(text) <= limit, `at most ${limit} bytes`);
export const seconds = z.number().int().min(0);
/** In the query everything is text. */
export const queryNumber = z.coerce.number().int();

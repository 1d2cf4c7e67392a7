import { createHash } from 'node:crypto';
import { Refusal } from './refusal.ts';

const mark = (scope: string, at: number) => createHash('sha256').update(`${scope}\0${at}`).digest('base64url').slice(0, 10);

/** Opaque, and bound to the list and the filter that made it. */
const writeCursor = (scope: string, at: number): string => Buffer.from(`${at}.${mark(scope, at)}`).toString('base64url');

function readCursor(scope: string, cursor: string): number {
  const [at = '', check] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  if (!/^\d+$/.test(at) || check !== mark(scope, Number(at))) throw new Refusal(50100);
  return Number(at);
}

/** One page of `rows`, and the cursor of the next; an empty cursor = the end. */
export function page<T>(rows: readonly T[], scope: string, cursor: string | undefined, limit: number): { rows: T[]; next: string } {
  const from = cursor ? readCursor(scope, cursor) : 0;
  const to = from + limit;
  return { rows: rows.slice(from, to), next: to < rows.length ? writeCursor(scope, to) : '' };
}

import { z } from 'zod';
import { AppError, type FieldIssue } from './errors.ts';

z.config(z.locales.zhCN());

const forbiddenName = /^\$|\.|^__proto__$|^constructor$|^prototype$/;
const maxDepth = 32;

/** Names that a query or a prototype could take for an order are refused wherever they stand. */
function findForbiddenName(value: unknown, path: string[] = []): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length > maxDepth) return path.slice(0, 3).join('.');
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && forbiddenName.test(name)) return [...path, name].join('.');
    const found = findForbiddenName(inner, [...path, name]);
    if (found) return found;
  }
  return undefined;
}

export function parseInput<T>(schema: z.ZodType<T, any>, raw: unknown): T {
  const forbidden = findForbiddenName(raw);
  if (forbidden) throw new AppError('platform.badInput', { issues: [{ path: forbidden, message: '不允许的字段名' }] });
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new AppError('platform.badInput', { issues: parsed.error.issues.flatMap(toFieldIssues) });
}

function toFieldIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: '没有这个字段' }));
  return [{ path, message: issue.message }];
}

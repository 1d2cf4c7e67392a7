import { z } from 'zod';
import { contracts } from '../../shared/api.ts';
import type { Contract } from '../../shared/contract.ts';
import { parseInput } from '../../server/platform/parse.ts';

type AnyContract = Contract<any, any, any>; // a list of contracts mixes their types
const all = Object.values(contracts).flatMap((module) => Object.values(module as object).filter((value): value is AnyContract => typeof value === 'object' && value !== null && 'kind' in value && 'input' in value));
const refusalOf = (schema: z.ZodType, raw: unknown) => {
  try {
    return parseInput(schema, raw);
  } catch (error) {
    const { code, issues } = error as { code: string; issues: { path: string }[] }; // parseInput throws AppError
    return { code, paths: issues.map((issue) => issue.path) };
  }
};

/** Paths of objects that take more than they name. */
function openObjects(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, properties, additionalProperties } = schema as { type?: string; properties?: object; additionalProperties?: unknown };
  const own = type === 'object' && properties !== undefined && additionalProperties !== false ? [path || '(root)'] : [];
  return [...own, ...Object.entries(schema).flatMap(([name, inner]) => openObjects(inner, `${path}/${name}`))];
}

test('every object of every input names all it takes', () => {
  expect(all.length).toBeGreaterThan(20);
  const open = all.flatMap((each) => openObjects(z.toJSONSchema(each.input, { io: 'input', unrepresentable: 'any' })).map((path) => `${each.name}: ${path}`));
  expect(open).toEqual([]);
});

test.each(all.map((each) => [each.name, each] as const))('%s refuses a field that it does not name, by its name', (_name, each) => {
  expect(refusalOf(each.input, { extraField: 1 })).toMatchObject({ code: 'platform.badInput', paths: expect.arrayContaining(['extraField']) });
});

const operators = ['$ne', '$gt', '$in', '$regex', '$where', '$nor', '$expr', '$exists'];
const anything = z.record(z.string(), z.unknown());
test.each(operators.map((name) => [name]))('%s is refused wherever it stands, even where anything is taken', (name) => {
  for (const raw of [{ [name]: 1 }, { a: { [name]: 1 } }, { a: [{ b: [{ [name]: 1 }] }] }]) expect(refusalOf(anything, raw)).toMatchObject({ code: 'platform.badInput', paths: [expect.stringMatching(`${name.replace('$', '\\$')}$`)] });
});

test.each(['a.b', 'constructor', 'prototype'])('a field named %s is refused', (name) => {
  expect(refusalOf(anything, { outer: { [name]: 1 } })).toMatchObject({ paths: [`outer.${name}`] });
});

test('deeper than 32 levels is refused', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });
  expect(refusalOf(anything, nested(30))).toEqual(nested(30));
  expect(refusalOf(anything, nested(40))).toMatchObject({ code: 'platform.badInput' });
});

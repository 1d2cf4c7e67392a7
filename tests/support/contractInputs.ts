import { z } from 'zod';
import type { AnyOperation } from '../../server/platform/operation.ts';

/** What is read of a JSON schema here. */
interface Shape {
  type?: string; properties?: Record<string, Shape>; items?: Shape; anyOf?: Shape[]; oneOf?: Shape[]; allOf?: Shape[]; enum?: unknown[]; const?: unknown;
  pattern?: string; format?: string; minimum?: number; exclusiveMinimum?: number; minLength?: number;
}
export type Path = (string | number)[];
export type Input = Record<string, unknown>;

/** Texts that the contracts' patterns and formats take, the later one where a range ends. */
const texts = ['x1', '一段足够长的说明文字', '09:00', '13800000001', '123456', 'https://bank.example/x', 'amy@bank.example', '2026-11'];
const laterTexts = ['18:00'];
/** Days and instants lie ahead, because some operations refuse what is over. */
const ahead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const endsRange = /^(to|until|\w+To|\w+Until)$/;

function textOf(shape: Shape, name: string): string {
  const fits = (text: string) => (!shape.pattern || new RegExp(shape.pattern, 'u').test(text)) && text.length >= (shape.minLength ?? 0);
  const instant = ahead(endsRange.test(name) ? 21 : 1);
  const byFormat: Record<string, string> = { date: instant.slice(0, 10), 'date-time': instant };
  const known = byFormat[shape.format ?? ''];
  if (known) return known;
  return [...(endsRange.test(name) ? laterTexts : []), ...texts].find(fits) ?? 'x'.repeat(shape.minLength ?? 1);
}

function sample(shape: Shape, name: string): unknown {
  const [variant] = shape.anyOf ?? shape.oneOf ?? [];
  if (variant) return sample(variant, name);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.type === 'object') return Object.fromEntries(Object.entries(shape.properties ?? {}).map(([key, inner]) => [key, sample(inner, key)]));
  if (shape.type === 'array') return [sample(shape.items ?? {}, name)];
  if (shape.type === 'integer' || shape.type === 'number') return Math.max(shape.minimum ?? 1, (shape.exclusiveMinimum ?? 0) + 1, 1);
  if (shape.type === 'boolean') return true;
  return textOf(shape, name);
}

const shapeOf = ({ contract }: AnyOperation): Shape => z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' }) as Shape; // zod's own answer

/** An input with every field filled, as the contract alone describes it. */
export const sampleInput = (operation: AnyOperation): Input => sample(shapeOf(operation), '') as Input; // every input is an object

/** Where the values of an input stand, single ones in lists too. */
export function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]));
}

/** Where objects and lists stand, the whole input first. */
export function branchesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => branchesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]))];
}

export const at = (value: unknown, path: Path): unknown => path.reduce<any>((inner, key) => inner?.[key], value); // any shape of JSON

/** A copy with another value at one place. */
export function withValue(input: Input, path: Path, value: unknown): Input {
  const copy = structuredClone(input);
  const last = path.at(-1);
  if (last === undefined) return value as Input; // the whole input
  const parent = at(copy, path.slice(0, -1)) as Record<string | number, unknown>; // a branch
  parent[last] = value;
  return copy;
}

/** `staff.userid`: a place without its positions in lists. */
export const nameOf = (path: Path): string => path.filter((key) => typeof key === 'string').join('.');

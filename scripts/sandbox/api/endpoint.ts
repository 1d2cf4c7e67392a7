import type { Context } from 'koa';
import type { z } from 'zod';
import type { Limit } from '../limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { Refusal } from './refusal.ts';

export interface Call { sandbox: Sandbox; ctx: Context; query: Record<string, string>; app: 'app' | 'contacts' }

/** Bytes instead of JSON, for media/get. */
export interface Binary { bytes: Buffer; contentType: string; name: string }
export const isBinary = (answer: object): answer is Binary => 'bytes' in answer && Buffer.isBuffer(answer.bytes);

interface Definition<Input> {
  method: 'GET' | 'POST';
  path: string;
  /** One line for the page that says what is covered. */
  summary: string;
  /** Collections that an error body still carries (contract 0). */
  empty?: object;
  /** Whose token: the app's, 通讯录同步's, either, or none asked. */
  token?: 'app' | 'contacts' | 'any' | 'none';
  /** Codes for a missing or wrong field; any other is 40058. */
  missing?: Record<string, number>;
  wrong?: Record<string, number>;
  /** A form with a file: `run` reads the request itself. */
  form?: boolean;
  /** May come without a body. */
  bodyOptional?: boolean;
  /** The code for any other wrong field. WeCom: 40058. */
  otherwise?: number;
  /** The code for a body that is not JSON, where it is not the family's. */
  badJson?: number;
  /** Success comes without errcode and errmsg (contract 8). */
  bare?: boolean;
  /** Calls that do not count (contract 3.2: auth/getuserinfo). */
  uncounted?: boolean;
  limits?: Limit[];
  input: z.ZodType<Input>;
  run(input: Input, call: Call): object | Promise<object>;
}

export interface Endpoint extends Omit<Definition<unknown>, 'input' | 'run'> {
  answer(given: unknown, call: Call): object | Promise<object>;
}

/** One path of WeCom's: what it takes, what it refuses, what it does. */
export function endpoint<Input>(definition: Definition<Input>): Endpoint {
  const { input, run, ...rest } = definition;
  return {
    ...rest,
    answer(given, call) {
      const parsed = input.safeParse(given);
      if (parsed.success) return run(parsed.data, call);
      const path = parsed.error.issues[0]?.path.map(String) ?? [];
      const name = path[0] ?? '';
      const value = (given as Record<string, unknown> | undefined)?.[name]; // the dispatcher hands over objects only
      const absent = value === undefined || value === null || value === '';
      const code = absent ? definition.missing?.[name] : definition.wrong?.[name];
      throw new Refusal(code ?? definition.otherwise ?? 40058, code ? undefined : `invalid Request Parameter. ${path.join('.') || 'body'}`);
    },
  };
}

import type { z } from 'zod';

/** `read` opens no transaction; `write` runs in one that may be repeated whole. */
export type ContractKind = 'read' | 'write';
export type OperationName = `${string}.${string}`;

/** What an operation takes and gives. Its name is also its URL (`POST /api/<name>`) and the client's call. */
export interface Contract<Input, Output, Written = Input> {
  readonly name: OperationName;
  readonly kind: ContractKind;
  /** One Chinese phrase for the API page and the audit log. */
  readonly summary: string;
  /** `Written` is what a client sends: fields with a default may be left out. */
  readonly input: z.ZodType<Input, Written>;
  readonly output: z.ZodType<Output>;
}

export const contract = <Input, Output, Written>(
  name: OperationName,
  definition: Omit<Contract<Input, Output, Written>, 'name'>,
): Contract<Input, Output, Written> => ({ name, ...definition });

import type { Contract, OperationName } from '../../shared/contract.ts';
import type { Role } from '../../shared/org/constants.ts';
import type { Actor } from './actor.ts';
import { monotonicMs, now, systemTime } from './clock.ts';
import { config } from './config.ts';
import { requestContext } from './context.ts';
import { AppError } from './errors.ts';
import { recallAnswer, rememberAnswer, type Idempotency } from './idempotency.ts';
import { inTransaction, type Tx } from './mongo.ts';
import { parseInput } from './parse.ts';

export interface RunContext<Prepared> {
  actor: Actor;
  now: Date;
  /** Only in a write. A read has none: it opens no transaction. */
  tx: Tx;
  prepared: Prepared;
}
export interface AuditNote {
  /** What was changed or seen, `channelCode:<id>`. */
  subject: string;
  /** Ids and plain values only: no personal data in clear. */
  detail?: Record<string, unknown>;
}
/** `signedIn`: any member of staff; `customer`: whoever has signed in to the mini-program; `bank`: whoever signs with a key of the bank's. */
export type Allow = readonly (Role | 'customer' | 'bank')[] | 'public' | 'signedIn' | 'system';

export interface Handling<Input, Output, Prepared> {
  allow: Allow;
  /** Asks for a sign-in of the last minutes. */
  fresh?: boolean;
  /** The one place that may call outside parties: once, before the transaction. */
  prepare?: (input: Input, context: { actor: Actor; now: Date }) => Promise<Prepared>;
  run: (input: Input, context: RunContext<Prepared>) => Promise<Output>;
  /** What the audit log says of a write (or of a read that shows personal data). */
  audit?: (input: Input, output: Output) => AuditNote;
  /** Its answer holds a secret: it is not kept for a repeat under the same idempotency key. */
  answersSecret?: boolean;
  /** Told of a call that was refused, outside any transaction. */
  refused?: (error: AppError, context: { actor: Actor; now: Date }) => Promise<void>;
}

export interface Operation<Input = unknown, Output = unknown, Prepared = unknown> {
  readonly contract: Contract<Input, Output, any>;
  readonly handling: Handling<Input, Output, Prepared>;
}
export type AnyOperation = Operation<any, any, any>; // a list of operations mixes their types; each contract checks its own

export const operation = <Input, Output, Prepared = undefined>(
  contract: Contract<Input, Output, any>,
  handling: Handling<NoInfer<Input>, NoInfer<Output>, Prepared>,
): Operation<Input, Output, Prepared> => ({ contract, handling });

export function allows(allow: Allow, actor: Actor): boolean {
  if (allow === 'public') return true;
  if (actor.kind === 'system') return true;
  if (allow === 'system') return false;
  if (actor.kind === 'customer' || actor.kind === 'bank') return allow !== 'signedIn' && allow.includes(actor.kind);
  if (actor.kind !== 'staff') return false;
  return allow === 'signedIn' || actor.roles.some((role) => allow.includes(role));
}

/** Which of these the actor may call now: the guard that the operations themselves use. `rule` adds what the object's state forbids. */
export const permitted = (actor: Actor, operations: readonly AnyOperation[], rule: (name: OperationName) => boolean = () => true): string[] =>
  operations.filter((each) => allows(each.handling.allow, actor) && rule(each.contract.name)).map((each) => each.contract.name);

function guard({ handling }: AnyOperation, actor: Actor): void {
  if (!allows(handling.allow, actor)) throw new AppError(actor.kind === 'anonymous' ? 'platform.notSignedIn' : 'platform.forbidden');
  if (!handling.fresh || actor.kind !== 'staff') return;
  const ageMs = systemTime().getTime() - actor.signedInAt.getTime();
  if (ageMs > config.FRESH_SIGN_IN_MINUTES * 60_000) throw new AppError('platform.freshSignInNeeded');
}

/** Written with each operation that changes something, in its transaction. The audit domain puts itself here at boot. */
export type AuditWriter = (entry: { actor: Actor; operation: string; requestId: string | null; note: AuditNote; at: Date }, tx: Tx | undefined) => Promise<void>;
let writeAudit: AuditWriter = async () => undefined;
export const setAuditWriter = (writer: AuditWriter): void => { writeAudit = writer; };

interface Call { actor: Actor; at?: Date; idempotency?: Idempotency }

/** Runs an operation for an actor: over HTTP and in process it is this one path. */
export async function call<Input, Output, Prepared>(each: Operation<Input, Output, Prepared>, rawInput: unknown, asked: Call): Promise<Output> {
  const time = asked.at ?? now();
  try {
    return await perform(each, rawInput, asked, time);
  } catch (error) {
    if (error instanceof AppError) await each.handling.refused?.(error, { actor: asked.actor, now: time });
    throw error;
  }
}

async function perform<Input, Output, Prepared>(each: Operation<Input, Output, Prepared>, rawInput: unknown, { actor, idempotency: given }: Call, time: Date): Promise<Output> {
  const { contract, handling } = each;
  const idempotency = actor.kind === 'anonymous' || handling.answersSecret ? undefined : given; // all who are not signed in would share their answers
  guard(each, actor);
  const input = parseInput(contract.input, rawInput);
  const run = (tx: Tx | undefined, prepared: Prepared) =>
    handling.run(input, { actor, now: time, tx: tx as Tx, prepared }); // a read's `tx` is absent: its code cannot write
  const note = (output: Output, tx: Tx | undefined) => handling.audit
    && writeAudit({ actor, operation: contract.name, requestId: requestContext()?.requestId ?? null, note: handling.audit(input, output), at: time }, tx);
  if (idempotency && handling.prepare) {
    const known = await recallAnswer<Output>(idempotency, actor, contract.name, input);
    if (known) return known.answer;
  }
  const prepared = (await handling.prepare?.(input, { actor, now: time })) as Prepared;
  if (contract.kind === 'read') {
    const output = await run(undefined, prepared);
    await note(output, undefined);
    return output;
  }
  return inTransaction(async (tx) => {
    const write = async () => {
      const output = await run(tx, prepared);
      await note(output, tx);
      return output;
    };
    return idempotency ? rememberAnswer(idempotency, actor, contract.name, input, tx, write) : write();
  });
}

export const elapsedSeconds = (sinceMs: number): number => (monotonicMs() - sinceMs) / 1_000;

import { Schema } from 'mongoose';
import type { Actor } from './actor.ts';
import { now } from './clock.ts';
import { sha256 } from './crypto.ts';
import { AppError } from './errors.ts';
import { model } from './model.ts';
import type { Tx } from './mongo.ts';

/** The `Idempotency-Key` header of a write: a repeat gives the first answer again. */
export interface Idempotency { key: string }

interface Answer { _id: string; operation: string; bodyHash: string; answer: unknown; at: Date }

const schema = new Schema<Answer>({
  _id: { type: String, required: true, personal: 'none' },
  operation: { type: String, required: true, personal: 'none' },
  bodyHash: { type: String, required: true, personal: 'none' },
  answer: { type: Schema.Types.Mixed, personal: 'C1' },
  at: { type: Date, required: true },
});
schema.index({ at: 1 }, { expireAfterSeconds: 86_400 });

export const RememberedAnswer = model<Answer>('RememberedAnswer', 'rememberedAnswers', schema);

const idOf = (actor: Actor, key: string): string => `${actor.kind}:${actor.id}:${key}`;
const hashOf = (operation: string, input: unknown): string => sha256(`${operation}\n${JSON.stringify(input)}`);

/** The answer that this key was given before, if there is one: an operation that asks outside parties is not begun again. */
export async function recallAnswer<Output>({ key }: Idempotency, actor: Actor, operation: string, input: unknown, tx?: Tx): Promise<{ answer: Output } | undefined> {
  const known = await RememberedAnswer.findById(idOf(actor, key)).session(tx ?? null).lean<Answer>();
  if (known && known.bodyHash !== hashOf(operation, input)) throw new AppError('platform.idempotencyKeyReused');
  return known ? { answer: known.answer as Output } : undefined; // stored below from this operation's own output
}

/** Two calls at once under one key: the unique `_id` makes one of them wait for, and then read, the other's answer. */
export async function rememberAnswer<Output>(idempotency: Idempotency, actor: Actor, operation: string, input: unknown, tx: Tx, write: () => Promise<Output>): Promise<Output> {
  const known = await recallAnswer<Output>(idempotency, actor, operation, input, tx);
  if (known) return known.answer;
  const answer = await write();
  const row = { operation, bodyHash: hashOf(operation, input), answer, at: now() };
  await RememberedAnswer.updateOne({ _id: idOf(actor, idempotency.key) }, { $setOnInsert: row }, { upsert: true, session: tx });
  return answer;
}

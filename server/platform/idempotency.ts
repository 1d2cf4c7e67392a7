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

/** Two calls at once under one key: the unique `_id` makes one of them wait for, and then read, the other's answer. */
export async function rememberAnswer<Output>({ key }: Idempotency, actor: Actor, operation: string, input: unknown, tx: Tx, write: () => Promise<Output>): Promise<Output> {
  const _id = `${actor.kind}:${actor.id}:${key}`;
  const bodyHash = sha256(`${operation}\n${JSON.stringify(input)}`);
  const known = await RememberedAnswer.findById(_id).session(tx).lean<Answer>();
  if (known && known.bodyHash !== bodyHash) throw new AppError('platform.idempotencyKeyReused');
  if (known) return known.answer as Output; // stored below from this operation's own output
  const answer = await write();
  await RememberedAnswer.updateOne({ _id }, { $setOnInsert: { operation, bodyHash, answer, at: now() } }, { upsert: true, session: tx });
  return answer;
}

import type { z } from 'zod';
import { now } from './clock.ts';
import { EventLog, type EventRow } from './event.model.ts';
import { job, jobOfMany, type AnyJob, type JobContext, type Lane, type Parser, type PrepareContext } from './job.ts';
import { onCommit, type Tx } from './mongo.ts';
import { nativeOf } from './model.ts';
import { handFresh, owedRow } from './owed.ts';
import { Owed } from './owed.model.ts';

/** A kind of fact: past tense, with its payload and its Chinese wording for the timeline. */
export interface EventKind<Payload> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly words: (payload: Payload) => string;
  readonly subject: (payload: Payload) => EventRow['subject'];
}
export type AnyEvent = EventKind<any>; // a list of kinds mixes payloads

export const event = <Payload>(
  name: `${string}.${string}`,
  definition: { payload: z.ZodType<Payload>; words: (payload: NoInfer<Payload>) => string; subject?: (payload: NoInfer<Payload>) => EventRow['subject'] },
): EventKind<Payload> => ({ subject: () => ({}), ...definition, name });

const kinds = new Map<string, AnyEvent>();
export const registerEvent = (kind: AnyEvent): void => { kinds.set(kind.name, kind); };

/** A fact as the timeline tells it; nothing where its kind is no longer known. */
export const wordsOf = ({ name, payload }: Pick<EventRow, 'name' | 'payload'>): string | undefined => kinds.get(name)?.words(payload);

/** What a handler gets: the payload, with the fact's id and time. */
export type Fact<Payload> = Payload & { eventId: string; occurredAt: Date; recordedAt: Date };

export interface Handler { readonly event: AnyEvent; readonly job: AnyJob }

interface Handling<Payload, Prepared> {
  lane?: Lane;
  attempts?: number;
  prepare?: (fact: Fact<NoInfer<Payload>>, context: PrepareContext) => Promise<Prepared>;
  run: (fact: Fact<NoInfer<Payload>>, context: JobContext<Prepared>) => Promise<void>;
}

/** A handler: runs once for each fact of this kind, in a transaction of its own, in any order among facts. */
export function on<Payload, Prepared = undefined>(kind: EventKind<Payload>, name: `${string}.on${string}`, handling: Handling<Payload, Prepared>): Handler {
  return { event: kind, job: job(name, { lane: 'event', attempts: 12, ...handling, payload: storedFact<Payload>() }) };
}

const storedFact = <Payload>(): Parser<Fact<Payload>> => ({ parse: (stored) => stored as Fact<Payload> }); // checked when it was published

interface HandlingOfMany<Payload, Prepared> {
  lane?: Lane;
  attempts?: number;
  many: number;
  prepare?: (facts: Fact<NoInfer<Payload>>[], context: PrepareContext) => Promise<Prepared>;
  runMany: (facts: Fact<NoInfer<Payload>>[], context: JobContext<Prepared>) => Promise<void>;
}

/** The same for facts that come in crowds: up to `many` in one transaction. */
export function onMany<Payload, Prepared = undefined>(kind: EventKind<Payload>, name: `${string}.on${string}`, handling: HandlingOfMany<Payload, Prepared>): Handler {
  return { event: kind, job: jobOfMany(name, { lane: 'event', attempts: 12, ...handling, payload: storedFact<Payload>() }) };
}

const handlersOf = new Map<string, AnyJob[]>();

export function registerHandler(handler: Handler): void {
  handlersOf.set(handler.event.name, [...(handlersOf.get(handler.event.name) ?? []), handler.job]);
}

export interface Published<Payload> {
  payload: Payload;
  at?: Date;
  /** Business key of the fact: published again under the same key it is one fact, and no handler runs twice. */
  key: string;
}

/** Writes facts and what their handlers owe, in the caller's transaction. */
export async function publishMany<Payload>(kind: EventKind<Payload>, facts: Published<NoInfer<Payload>>[], tx: Tx): Promise<void> {
  if (facts.length === 0) return;
  const recordedAt = now();
  const rows = facts.map((fact): EventRow => {
    const payload = kind.payload.parse(fact.payload);
    return { _id: `${kind.name}:${fact.key}`, name: kind.name, payload, subject: kind.subject(payload), at: fact.at ?? recordedAt, recordedAt };
  });
  const written = await nativeOf(EventLog).bulkWrite(
    rows.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } })),
    { session: tx, ordered: false },
  );
  const fresh = rows.filter((_, index) => written.upsertedIds[index] !== undefined);
  const owed = fresh.flatMap((row) => (handlersOf.get(kind.name) ?? []).map((handler) => owedRow(handler, {
    key: row._id,
    payload: { ...(row.payload as object), eventId: row._id, occurredAt: row.at, recordedAt },
  }, recordedAt)));
  if (owed.length === 0) return;
  await nativeOf(Owed).insertMany(owed, { session: tx });
  onCommit(tx, () => handFresh(owed));
}

export const publish = <Payload>(kind: EventKind<Payload>, fact: Published<NoInfer<Payload>>, tx: Tx): Promise<void> => publishMany(kind, [fact], tx);

import type { Tx } from './mongo.ts';

/** Each lane is a queue of its own, so that no work of one delays another. Urgent work is done where it is made, if that process is a worker. */
export const lanes = {
  callback: { concurrency: 2, requeueAfterMs: 5_000, urgent: true },
  welcome: { concurrency: 4, requeueAfterMs: 5_000, urgent: true },
  /** A person waits for these; a slow gateway holds up nothing else, and the others need not stand back for it. */
  sms: { concurrency: 8, requeueAfterMs: 10_000, urgent: false },
  event: { concurrency: 8, requeueAfterMs: 30_000, urgent: false },
  bulk: { concurrency: 4, requeueAfterMs: 30_000, urgent: false },
} as const;
export type Lane = keyof typeof lanes;

/** Any zod schema is one. */
export interface Parser<T> { parse: (value: unknown) => T }

export interface JobContext<Prepared> {
  now: Date;
  tx: Tx;
  prepared: Prepared;
}
export interface PrepareContext {
  now: Date;
  /** 1 at the first try. */
  attempt: number;
}

/**
 * Work that is owed. `prepare` runs once an attempt, outside any transaction, and may call outside parties;
 * `run` writes in one transaction together with the mark that the work is done, so that a second delivery does nothing.
 */
export interface Job<Payload = unknown, Prepared = unknown> {
  readonly name: string;
  readonly lane: Lane;
  /** How many rows one run may take together. */
  readonly many: number;
  readonly attempts: number;
  /** Five-field cron in Asia/Shanghai for work that recurs; its payload is `{}`. */
  readonly cron?: string;
  readonly payload: Parser<Payload>;
  readonly prepare?: (payloads: Payload[], context: PrepareContext) => Promise<Prepared>;
  readonly runMany: (payloads: Payload[], context: JobContext<Prepared>) => Promise<void>;
  /** Told once when the last attempt has failed; writes what a person should see. */
  readonly giveUp?: (payload: Payload, context: { now: Date; tx: Tx; reason: string }) => Promise<void>;
}

interface Common<Payload> {
  lane: Lane;
  attempts?: number;
  cron?: string;
  payload: Parser<Payload>;
  giveUp?: (payload: NoInfer<Payload>, context: { now: Date; tx: Tx; reason: string }) => Promise<void>;
}
interface Single<Payload, Prepared> extends Common<Payload> {
  prepare?: (payload: NoInfer<Payload>, context: PrepareContext) => Promise<Prepared>;
  run: (payload: NoInfer<Payload>, context: JobContext<Prepared>) => Promise<void>;
}
interface Several<Payload, Prepared> extends Common<Payload> {
  many: number;
  prepare?: (payloads: NoInfer<Payload>[], context: PrepareContext) => Promise<Prepared>;
  runMany: (payloads: NoInfer<Payload>[], context: JobContext<Prepared>) => Promise<void>;
}

const defaultAttempts = 8;

/** Work on one row at a time. */
export function job<Payload, Prepared = undefined>(name: `${string}.${string}`, definition: Single<Payload, Prepared>): Job<Payload, Prepared> {
  const { prepare, run, ...rest } = definition;
  const first = (payloads: Payload[]): Payload => {
    const [payload] = payloads;
    if (payload === undefined) throw new Error(`${name} without a row`);
    return payload;
  };
  return {
    name,
    attempts: defaultAttempts,
    ...rest,
    many: 1,
    ...(prepare ? { prepare: (payloads: Payload[], context: PrepareContext) => prepare(first(payloads), context) } : {}),
    runMany: (payloads, context) => run(first(payloads), context),
  };
}

/** Work on up to `many` rows in one transaction; after a failure the rows are tried one by one. */
export const jobOfMany = <Payload, Prepared = undefined>(name: `${string}.${string}`, definition: Several<Payload, Prepared>): Job<Payload, Prepared> =>
  ({ name, attempts: defaultAttempts, ...definition });

// `any`: what a job prepares is between its own two functions, and a list of jobs mixes payloads that each job parses itself.
export type JobOf<Payload> = Job<Payload, any>;
export type AnyJob = Job<any, any>;

/** Work that is not urgent and may be taken together waits for the sweep, which hands it over in groups. */
export const isGroupedBySweep = ({ lane, many }: Pick<AnyJob, 'lane' | 'many'>): boolean => many > 1 && !lanes[lane].urgent;

const registry = new Map<string, AnyJob>();

export function registerJob(each: AnyJob): void {
  if (registry.has(each.name)) throw new Error(`two jobs named ${each.name}`);
  registry.set(each.name, each);
}
export const findJob = (name: string): AnyJob | undefined => registry.get(name);
export const allJobs = (): AnyJob[] => [...registry.values()];

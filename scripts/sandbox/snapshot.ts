import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededChance } from './chance.ts';
import { monotonicMs } from './clock.ts';
import { freePhone, givePhone } from './phoneNumbers.ts';
import { emptyState, putRelation, type Relation, type State } from './state.ts';

const quietMs = 1_000;
/** Writing may take this part of the time, however large the state has grown. */
const share = 0.05;
const indexes = ['followers', 'contacts'];

/** Keeps the state in a file: written whole, at most once a second, never half. */
export interface Snapshot {
  read(): State | undefined;
  /** The state has changed: write it soon. */
  touch(): void;
  flush(): void;
  saveBytes(id: string, bytes: Buffer): void;
  readBytes(id: string): Buffer | undefined;
  clearBytes(): void;
}

export function openSnapshot(folder: string | undefined, current: () => State): Snapshot {
  return folder ? inFolder(folder, current) : inMemory();
}

function inFolder(folder: string, current: () => State): Snapshot {
  const file = join(folder, 'state.json');
  const media = join(folder, 'media');
  let timer: NodeJS.Timeout | undefined;
  let tookMs = 0;
  mkdirSync(media, { recursive: true });
  const flush = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = undefined;
    const startedMs = monotonicMs();
    writeFileSync(`${file}.new`, write(current()));
    renameSync(`${file}.new`, file);
    tookMs = monotonicMs() - startedMs;
  };
  return {
    read: () => {
      const text = readOrNothing(file);
      return text && parse(text.toString('utf8'));
    },
    touch() {
      timer ??= setTimeout(flush, Math.max(quietMs, tookMs / share));
    },
    flush,
    saveBytes: (id, bytes) => writeFileSync(join(media, id), bytes),
    readBytes: (id) => readOrNothing(join(media, id)),
    clearBytes() {
      rmSync(media, { recursive: true, force: true });
      mkdirSync(media, { recursive: true });
    },
  };
}

function inMemory(): Snapshot {
  const kept = new Map<string, Buffer>();
  return {
    read: () => undefined, touch: () => undefined, flush: () => undefined,
    saveBytes: (id, bytes) => void kept.set(id, bytes), readBytes: (id) => kept.get(id), clearBytes: () => kept.clear(),
  };
}

function readOrNothing(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined; // first start, or media of an earlier life
  }
}

const relations = (state: State) => [...state.followers.values()].flatMap((each) => [...each.values()]);

const write = (state: State) => JSON.stringify({
  ...Object.fromEntries(Object.entries(state).filter(([name]) => !indexes.includes(name)).map(([name, part]) => [name, part instanceof Map ? [...part] : part])),
  relations: relations(state),
});

function parse(text: string): State {
  const state = emptyState();
  const read = JSON.parse(text) as Record<string, unknown> & { relations: Relation[] }; // our own file
  for (const name of Object.keys(state)) {
    if (indexes.includes(name) || !(name in read)) continue;
    const part = state[name as keyof State];
    Object.assign(state, { [name]: part instanceof Map ? new Map(read[name] as [never, never][]) : read[name] });
  }
  for (const relation of read.relations) putRelation(state, relation);
  // An older file, without what follows, is read as well.
  for (const member of state.members.values()) member.sharesContact ??= false;
  const chance = seededChance(state.customers.size);
  for (const customer of state.customers.values()) if ((customer.phone as string | undefined) === undefined) givePhone(state, customer, freePhone(state, chance));
  return state;
}

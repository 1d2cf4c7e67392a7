import { Schema } from 'mongoose';
import { randomBytes } from './chance.ts';
import { systemTime } from './clock.ts';
import { sha256 } from './crypto.ts';
import { AppError } from './errors.ts';
import { model } from './model.ts';
import type { Tx } from './mongo.ts';
import { redis, redisReady } from './redis.ts';

export type SessionKind = 'staff' | 'customer' | 'bankKey';

export interface SessionRow {
  /** SHA-256 of the token: the token itself is only with the client. */
  _id: string;
  kind: SessionKind;
  subjectId: string;
  signedInAt: Date;
  expiresAt: Date;
  userAgent: string;
}

const schema = new Schema<SessionRow>({
  _id: { type: String, required: true, personal: 'none' },
  kind: { type: String, required: true, personal: 'none' },
  subjectId: { type: String, required: true, personal: 'C1' },
  signedInAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  userAgent: { type: String, default: '', personal: 'C1' },
});
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
schema.index({ kind: 1, subjectId: 1, signedInAt: -1 });

export const Session = model<SessionRow>('Session', 'sessions', schema);

const cacheSeconds = 60;
const cacheKey = (id: string) => `guanhu:session:${id}`;
/** Stands in the cache for a session that is being ended: a reader that was faster cannot put its copy back over it. */
const endedMark = 'ended';

/** Opens a session and gives the token for the client, 256 bits. Life runs on the machine's own time. */
export async function openSession(kind: SessionKind, subjectId: string, hours: number, userAgent: string, tx: Tx): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url');
  const signedInAt = systemTime();
  const expiresAt = new Date(signedInAt.getTime() + hours * 3_600_000);
  await Session.create([{ _id: sessionId(token), kind, subjectId, signedInAt, expiresAt, userAgent: userAgent.slice(0, 200) }], { session: tx });
  return { token, expiresAt };
}

/** A session's id: the token itself is only with the client. */
export const sessionId = (token: string): string => sha256(token);

/** The session of a token, or nothing when it has expired or was revoked. */
export async function readSession(token: string): Promise<SessionRow | undefined> {
  const id = sessionId(token);
  const cached = await fromCache(id);
  const row = cached ?? (await fromStore(id));
  return row && row !== endedMark && row.expiresAt > systemTime() ? row : undefined;
}

async function fromCache(id: string): Promise<SessionRow | typeof endedMark | undefined> {
  if (!redisReady()) return undefined;
  const text = await redis().get(cacheKey(id)).catch(() => null); // MongoDB has it
  if (!text) return undefined;
  if (text === endedMark) return endedMark;
  const row = JSON.parse(text) as SessionRow; // written by `fromStore` below
  return { ...row, signedInAt: new Date(row.signedInAt), expiresAt: new Date(row.expiresAt) };
}

async function fromStore(id: string): Promise<SessionRow | undefined> {
  const row = await Session.findById(id).lean<SessionRow>();
  if (row && redisReady()) await redis().set(cacheKey(id), JSON.stringify(row), 'EX', cacheSeconds, 'NX').catch(() => undefined); // a cache only
  return row ?? undefined;
}

/** The open sessions of one person, newest first. */
export const openSessions = (kind: SessionKind, subjectId: string): Promise<SessionRow[]> =>
  Session.find({ kind, subjectId, expiresAt: { $gt: systemTime() } }).sort({ signedInAt: -1 }).limit(500).lean<SessionRow[]>();

/** From here on no process lets these in from its cached copy. Comes before `deleteSessions`, outside its transaction. */
export async function blockSessions(ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  if (!redisReady()) throw new AppError('platform.unavailable'); // a cached copy would live on
  await Promise.all(ids.map((id) => redis().set(cacheKey(id), endedMark, 'EX', cacheSeconds)));
}

/** Ends sessions for good; gives how many there were. */
export async function deleteSessions(ids: string[], tx: Tx): Promise<number> {
  const { deletedCount } = await Session.deleteMany({ _id: { $in: ids } }).session(tx);
  return deletedCount;
}

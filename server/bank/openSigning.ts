import { createHmac } from 'node:crypto';
import { bankLimits } from '../../shared/bank/constants.ts';
import type { BankActor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { sameSecret } from '../platform/crypto.ts';
import { AppError } from '../platform/errors.ts';
import type { Tap } from '../platform/fileStore.ts';
import { BankKey, type BankKeyRow } from './bankKey.model.ts';
import { unsealSecret } from './bankKeys.ts';

/** The three headers of a signed request. */
export interface Signed { keyId: string; timestamp: string; signature: string }
export interface Signing { actor: BankActor; signature: string; /** The signature's time, to the second. */ asOf: Date; body: Tap; isRight: () => boolean; /** Keeps when the key was last used. */ noteUse: () => Promise<void> }

/** A signature that is checked while the body passes: what can be wrong before that is said at once. */
export async function openSigning({ keyId, timestamp, signature }: Signed): Promise<Signing> {
  const key = await BankKey.findOne({ _id: keyId, state: 'active' }).lean<BankKeyRow>();
  if (!key) throw new AppError('bank.keyUnknown');
  const [at, asOf] = [now(), new Date(Number(timestamp) * 1_000)];
  const isInTime = /^\d{1,12}$/.test(timestamp) && Math.abs(at.getTime() - asOf.getTime()) <= bankLimits.ingestSkewSeconds * 1_000;
  if (!isInTime) throw new AppError('bank.clockOff');
  const hmac = createHmac('sha256', unsealSecret(key)).update(`${timestamp}.`);
  return { actor: { kind: 'bank', id: key._id }, signature, asOf, body: hmac, isRight: () => sameSecret(signature, hmac.digest('hex')), noteUse: () => noteUse(key, at) };
}

const noteEveryMs = 60_000;

async function noteUse({ _id, lastUsedAt }: BankKeyRow, at: Date): Promise<void> {
  const before = new Date(at.getTime() - noteEveryMs);
  if (lastUsedAt && lastUsedAt > before) return;
  await BankKey.updateOne({ _id, $or: [{ lastUsedAt: null }, { lastUsedAt: { $lte: before } }] }, { $set: { lastUsedAt: at } });
}

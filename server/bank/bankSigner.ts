import { createHmac } from 'node:crypto';
import { bankLimits } from '../../shared/bank/constants.ts';
import type { BankActor } from '../platform/actor.ts';
import type { SignedRequest } from '../platform/authenticate.ts';
import { now } from '../platform/clock.ts';
import { sameSecret } from '../platform/crypto.ts';
import { AppError } from '../platform/errors.ts';
import { BankKey, type BankKeyRow } from './bankKey.model.ts';
import { unsealSecret } from './bankKeys.ts';
import { countRefused } from './dayCounts.ts';

/** Who signs with a key of the bank's, or what is wrong with the signature. */
export async function bankSigner(request: SignedRequest): Promise<BankActor> {
  try {
    return await checked(request);
  } catch (error) {
    if (error instanceof AppError) await countRefused(now());
    throw error;
  }
}

async function checked({ keyId, timestamp, signature, body }: SignedRequest): Promise<BankActor> {
  const key = await BankKey.findOne({ _id: keyId, state: 'active' }).lean<BankKeyRow>();
  if (!key) throw new AppError('bank.keyUnknown');
  const at = now();
  const isInTime = /^\d{1,12}$/.test(timestamp) && Math.abs(at.getTime() - Number(timestamp) * 1_000) <= bankLimits.ingestSkewSeconds * 1_000;
  if (!isInTime) throw new AppError('bank.clockOff');
  if (!sameSecret(signature, signatureOf(unsealSecret(key), timestamp, body))) throw new AppError('bank.signatureWrong');
  await noteUse(key, at);
  return { kind: 'bank', id: key._id };
}

const signatureOf = (secret: string, timestamp: string, body: Buffer): string =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');

const noteEveryMs = 60_000;

async function noteUse({ _id, lastUsedAt }: BankKeyRow, at: Date): Promise<void> {
  const before = new Date(at.getTime() - noteEveryMs);
  if (lastUsedAt && lastUsedAt > before) return;
  await BankKey.updateOne({ _id, $or: [{ lastUsedAt: null }, { lastUsedAt: { $lte: before } }] }, { $set: { lastUsedAt: at } });
}

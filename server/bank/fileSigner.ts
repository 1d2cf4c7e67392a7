import { createHmac } from 'node:crypto';
import type { Context } from 'koa';
import { bankLimits } from '../../shared/bank/constants.ts';
import type { BankActor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { sameSecret } from '../platform/crypto.ts';
import { AppError } from '../platform/errors.ts';
import type { Tap } from '../platform/fileStore.ts';
import { BankKey, type BankKeyRow } from './bankKey.model.ts';
import { unsealSecret } from './bankKeys.ts';

export interface Signing { actor: BankActor; signature: string; /** The signature's time, to the second. */ asOf: Date; body: Tap; isRight: () => boolean }

/** A signature that is checked while the body passes: what can be wrong before that is said at once. */
export async function openSigning(ctx: Context): Promise<Signing> {
  const [keyId, timestamp, signature] = [ctx.get('X-Guanhu-Key-Id'), ctx.get('X-Guanhu-Timestamp'), ctx.get('X-Guanhu-Signature')];
  if (!keyId) throw new AppError('platform.notSignedIn', { message: '请求没有签名' });
  const key = await BankKey.findOne({ _id: keyId, state: 'active' }).lean<BankKeyRow>();
  if (!key) throw new AppError('bank.keyUnknown');
  const asOf = new Date(Number(timestamp) * 1_000);
  const isInTime = /^\d{1,12}$/.test(timestamp) && Math.abs(now().getTime() - asOf.getTime()) <= bankLimits.ingestSkewSeconds * 1_000;
  if (!isInTime) throw new AppError('bank.clockOff');
  const hmac = createHmac('sha256', unsealSecret(key)).update(`${timestamp}.`);
  return { actor: { kind: 'bank', id: key._id }, signature, asOf, body: hmac, isRight: () => sameSecret(signature, hmac.digest('hex')) };
}

export const noteFileKey = ({ actor }: Signing, at: Date) => BankKey.updateOne({ _id: actor.id }, { $max: { lastUsedAt: at } });

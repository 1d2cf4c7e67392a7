import type { BankActor } from '../platform/actor.ts';
import type { SignedRequest } from '../platform/authenticate.ts';
import { now } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { countRefused } from './dayCounts.ts';
import { openSigning } from './openSigning.ts';

/** Who signs with a key of the bank's, or what is wrong with the signature. */
export async function bankSigner(request: SignedRequest): Promise<BankActor> {
  try {
    const { actor, body, isRight, noteUse } = await openSigning(request);
    body.update(request.body);
    if (!isRight()) throw new AppError('bank.signatureWrong');
    await noteUse();
    return actor;
  } catch (error) {
    if (error instanceof AppError) await countRefused(now());
    throw error;
  }
}

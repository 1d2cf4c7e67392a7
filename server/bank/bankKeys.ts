import type { z } from 'zod';
import type { listBankKeys } from '../../shared/bank/bankEvent.contract.ts';
import type { Actor } from '../platform/actor.ts';
import { randomBytes } from '../platform/chance.ts';
import { seal, unseal } from '../platform/crypto.ts';
import { permitted, type AnyOperation } from '../platform/operation.ts';
import type { BankKeyRow } from './bankKey.model.ts';
import { seesWholeBank } from './wholeBank.ts';

const place = 'BankKey.secret';

/** 256 bits as text; the text itself is the key of the HMAC. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const sealSecret = (secret: string): string => seal(secret, place);
export const unsealSecret = ({ sealedSecret }: Pick<BankKeyRow, 'sealedSecret'>): string => unseal(sealedSecret, place);

type PresentedKey = z.infer<typeof listBankKeys.output>['rows'][number];

/** `isOnly`: no other one is in use. */
export const presentKey = ({ _id, name, state, createdAt, lastUsedAt }: BankKeyRow, isOnly: boolean, actor: Actor, operations: AnyOperation[]): PresentedKey => ({
  id: _id, name, state, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null,
  can: permitted(actor, operations, () => state === 'active' && !isOnly && seesWholeBank(actor)),
});

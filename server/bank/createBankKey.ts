import { createBankKey as contract } from '../../shared/bank/bankEvent.contract.ts';
import { newId } from '../platform/chance.ts';
import { operation } from '../platform/operation.ts';
import { BankKey, type BankKeyRow } from './bankKey.model.ts';
import { newSecret, presentKey, sealSecret } from './bankKeys.ts';
import { retireBankKey } from './retireBankKey.ts';
import { requireWholeBank } from './wholeBank.ts';

export const createBankKey = operation(contract, {
  allow: ['admin'],
  fresh: true,
  answersSecret: true,
  async run({ name }, { actor, now, tx }) {
    requireWholeBank(actor);
    const secret = newSecret();
    const row: BankKeyRow = { _id: newId(), name, sealedSecret: sealSecret(secret), state: 'active', createdAt: now, createdBy: actor.id, retiredAt: null, lastUsedAt: null, reliance: 0 };
    const isOnly = !(await BankKey.exists({ state: 'active' }).session(tx));
    await BankKey.create([row], { session: tx });
    return { ...presentKey(row, isOnly, actor, [retireBankKey]), secret };
  },
  audit: ({ name }, { id }) => ({ subject: `bankKey:${id}`, detail: { name } }),
});

import { listBankKeys as contract } from '../../shared/bank/bankEvent.contract.ts';
import { operation, permitted } from '../platform/operation.ts';
import { BankKey, type BankKeyRow } from './bankKey.model.ts';
import { presentKey } from './bankKeys.ts';
import { createBankKey } from './createBankKey.ts';
import { retireBankKey } from './retireBankKey.ts';
import { requireWholeBank } from './wholeBank.ts';

export const listBankKeys = operation(contract, {
  allow: ['admin'],
  async run(_input, { actor }) {
    requireWholeBank(actor);
    const keys = await BankKey.find().sort({ state: 1, createdAt: -1 }).limit(200).lean<BankKeyRow[]>();
    const isOnly = keys.filter(({ state }) => state === 'active').length === 1;
    return { rows: keys.map((row) => presentKey(row, isOnly, actor, [retireBankKey])), can: permitted(actor, [createBankKey]) };
  },
});

import { retireBankKey as contract } from '../../shared/bank/bankEvent.contract.ts';
import { AppError } from '../platform/errors.ts';
import { operation, type AnyOperation } from '../platform/operation.ts';
import { BankKey, type BankKeyRow } from './bankKey.model.ts';
import { presentKey } from './bankKeys.ts';
import { requireWholeBank } from './wholeBank.ts';

/** From its commit on no process takes the key. */
export const retireBankKey: AnyOperation = operation(contract, {
  allow: ['admin'],
  fresh: true,
  async run({ id }, { actor, now, tx }) {
    requireWholeBank(actor);
    const key = await BankKey.findById(id).session(tx).lean<BankKeyRow>();
    if (!key) throw new AppError('bank.keyNotFound');
    const present = (row: BankKeyRow) => presentKey(row, false, actor, [retireBankKey]);
    if (key.state === 'retired') return present(key);
    const others = await BankKey.updateMany({ state: 'active', _id: { $ne: id } }, { $inc: { reliance: 1 } }, { session: tx });
    if (others.modifiedCount === 0) throw new AppError('bank.lastKey');
    await BankKey.updateOne({ _id: id }, { $set: { state: 'retired', retiredAt: now } }, { session: tx });
    return present({ ...key, state: 'retired' });
  },
  audit: ({ id }) => ({ subject: `bankKey:${id}` }),
});

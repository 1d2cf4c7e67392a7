import { removeDeputy as contract } from '../../shared/org/approval.contract.ts';
import { staffOnly } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { Deputy } from './deputy.model.ts';

export const removeDeputy = operation(contract, {
  allow: ['supervisor', 'operator', 'compliance', 'admin'],
  async run({ id }, { actor, tx }) {
    const { deletedCount } = await Deputy.deleteOne({ _id: id, userid: staffOnly(actor).id }).session(tx);
    if (deletedCount === 0) throw new AppError('org.deputyNotFound');
    return { removed: true };
  },
  audit: ({ id }) => ({ subject: `deputy:${id}` }),
});

import { disableInviteCode as contract } from '../../shared/referral/inviteCode.contract.ts';
import { closeContactWays } from '../channels/closeContactWays.ts';
import type { Tx } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { ownedInvite } from './inviteScope.ts';
import { presentInvite } from './presentInvites.ts';

export const disableInviteCode = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ id }, { actor, now, tx }) {
    const row = await ownedInvite(id, actor, tx);
    return presentInvite(await disableInvite(row, now, tx), actor, now);
  },
  audit: ({ id }) => ({ subject: `invite:${id}` }),
});

/** From here on it is refused in the mini-program, and its contact way is taken out of WeCom. */
export async function disableInvite(row: InviteCodeRow, at: Date, tx: Tx): Promise<InviteCodeRow> {
  if (row.state === 'disabled') return row;
  const change = { state: 'disabled' as const, disabledAt: at };
  await InviteCode.updateOne({ _id: row._id }, change, { session: tx });
  await closeContactWays({ kind: 'invite', id: row._id }, tx);
  return { ...row, ...change };
}

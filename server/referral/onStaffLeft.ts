import { staffLeft } from '../org/events.ts';
import { on } from '../platform/event.ts';
import { disableInvite } from './disableInviteCode.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';

/** Codes of a person who is gone bind nobody any more. */
export const onStaffLeft = on(staffLeft, 'referral.onStaffLeft', {
  async run({ userid }, { now, tx }) {
    const rows = await InviteCode.find({ managerUserid: userid, state: 'active' }).session(tx).lean<InviteCodeRow[]>();
    for (const row of rows) await disableInvite(row, now, tx);
  },
});

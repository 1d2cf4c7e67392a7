import { publishMany } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { Session } from '../platform/session.ts';
import { mailFields, phoneFields } from './contactFields.ts';
import { staffLeft } from './events.ts';
import { Staff } from './staff.model.ts';

/** These people are no longer in WeCom. Their access ends with this: every request reads the status. `occasion` makes each leave one fact. */
export async function removeStaff(userids: string[], occasion: string, tx: Tx): Promise<void> {
  if (userids.length === 0) return;
  await Staff.updateMany(
    { _id: { $in: userids } },
    { $set: { status: 'left', roles: [], canAddCustomers: false, ...phoneFields(''), ...mailFields(''), phoneMended: false, mailMended: false }, $unset: { rolesOpen: 1, wantedEmployeeNo: 1 } },
    { session: tx },
  );
  await Session.deleteMany({ kind: 'staff', subjectId: { $in: userids } }).session(tx);
  await publishMany(staffLeft, userids.map((userid) => ({ key: `${occasion}:${userid}`, payload: { userid } })), tx);
}

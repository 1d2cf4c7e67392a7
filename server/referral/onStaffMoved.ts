import { staffMoved } from '../org/events.ts';
import { on } from '../platform/event.ts';
import { InviteCode } from './inviteCode.model.ts';
import { findStaff } from '../org/findStaff.ts';

/** A code is seen where its manager works now. */
export const onStaffMoved = on(staffMoved, 'referral.onStaffMoved', {
  async run({ userid }, { tx }) {
    const staff = (await findStaff([userid], tx)).get(userid);
    if (staff) await InviteCode.updateMany({ managerUserid: userid }, { departmentPath: staff.departmentPath }, { session: tx });
  },
});

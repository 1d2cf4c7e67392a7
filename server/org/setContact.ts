import { setContact as contract } from '../../shared/org/staff.contract.ts';
import { withinSubtree } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { mailFields, phoneFields } from './contactFields.ts';
import { presentOneStaff } from './presentStaff.ts';
import { Staff, type StaffRow } from './staff.model.ts';

export const setContact = operation(contract, {
  allow: ['admin'],
  async run({ userid, phone, mail }, { actor, tx }) {
    const departmentPath = withinSubtree(actor);
    const entered = {
      ...(phone === undefined ? {} : { ...phoneFields(phone ?? ''), phoneMended: phone !== null }),
      ...(mail === undefined ? {} : { ...mailFields(mail ?? ''), mailMended: mail !== null }),
    };
    const inScope = { _id: userid, status: { $ne: 'left' as const }, ...(departmentPath ? { departmentPath } : {}) };
    const staff = await Staff.findOneAndUpdate(inScope, { $set: entered }, { session: tx, returnDocument: 'after' }).lean<StaffRow>();
    if (!staff) throw new AppError('org.staffNotFound');
    return presentOneStaff(staff, actor);
  },
  audit: ({ userid, phone, mail }) => ({ subject: `staff:${userid}`, detail: { changed: [...(phone === undefined ? [] : ['phone']), ...(mail === undefined ? [] : ['mail'])] } }),
});

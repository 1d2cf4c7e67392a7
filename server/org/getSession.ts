import { getSession as contract } from '../../shared/org/session.contract.ts';
import { staffOnly } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { operationsFor } from './navigation.ts';
import { presentOneStaff } from './presentStaff.ts';
import { Staff, type StaffRow } from './staff.model.ts';

export const getSession = operation(contract, {
  allow: 'signedIn',
  async run(_input, { actor }) {
    const { id, signedInAt } = staffOnly(actor);
    const row = await Staff.findById(id).lean<StaffRow>();
    if (!row) throw new AppError('platform.notSignedIn');
    const { userid, name, roles, departmentName } = await presentOneStaff(row, actor);
    return { userid, name, roles, departmentName, signedInAt: signedInAt.toISOString(), can: operationsFor(actor) };
  },
});

import { listDeputies as contract } from '../../shared/org/approval.contract.ts';
import { staffOnly } from '../platform/actor.ts';
import { businessDay } from '../platform/clock.ts';
import { operation, permitted } from '../platform/operation.ts';
import { Deputy, type DeputyRow } from './deputy.model.ts';
import { presentDeputies } from './presentDeputies.ts';
import { setDeputy } from './setDeputy.ts';

export const listDeputies = operation(contract, {
  allow: 'signedIn',
  async run(_input, { actor, now }) {
    const staff = staffOnly(actor);
    const rows = await Deputy.find({ $or: [{ userid: staff.id }, { deputyUserid: staff.id }], to: { $gte: businessDay(now) } }).sort({ from: 1, _id: 1 }).lean<DeputyRow[]>();
    return { rows: await presentDeputies(rows, staff), can: permitted(staff, [setDeputy]) };
  },
});

import { setDeputy as contract } from '../../shared/org/approval.contract.ts';
import { isWithin, staffOnly, type StaffActor } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { businessDay } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { Deputy, type DeputyRow } from './deputy.model.ts';
import { presentDeputies } from './presentDeputies.ts';
import { Staff, type StaffRow } from './staff.model.ts';

/** In the person's own subtree, or in a department above it. */
const isNear = (actor: StaffActor, { departmentPath, departmentPaths }: StaffRow): boolean =>
  isWithin(actor, departmentPath) || actor.departmentPaths.some((own) => departmentPaths.some((path) => own.startsWith(path)));

/** A deputy has at least one role in common, so that nothing is opened to whom it was closed before. */
export const setDeputy = operation(contract, {
  allow: ['supervisor', 'operator', 'compliance', 'admin'],
  async run({ deputyUserid, from, to }, { actor, now, tx }) {
    const staff = staffOnly(actor);
    if (to < businessDay(now)) throw new AppError('platform.badInput', { issues: [{ path: 'to', message: '结束日期已过' }] });
    const deputy = await Staff.findOne({ _id: deputyUserid, status: 'active' }).session(tx).lean<StaffRow>();
    const fits = deputy && deputy._id !== staff.id && isNear(staff, deputy) && deputy.roles.some((role) => role !== 'manager' && staff.roles.includes(role));
    if (!fits) throw new AppError('org.deputyUnavailable');
    const key = { userid: staff.id, deputyUserid, from, to };
    const row = await Deputy.findOneAndUpdate(key, { $setOnInsert: { _id: newId(), createdAt: now } }, { upsert: true, session: tx, returnDocument: 'after' }).lean<DeputyRow>();
    const [presented] = await presentDeputies(row ? [row] : [], staff, tx);
    if (!presented) throw new Error('a deputy was lost');
    return presented;
  },
  audit: ({ deputyUserid, from, to }, { id }) => ({ subject: `deputy:${id}`, detail: { deputyUserid, from, to } }),
});

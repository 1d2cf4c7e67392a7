import { requestCorrection as contract } from '../../shared/attribution/attribution.contract.ts';
import { visiblePerson } from '../customers/person.ts';
import { findStaff } from '../org/findStaff.ts';
import { openApproval } from '../org/openApproval.ts';
import type { StaffRow } from '../org/staff.model.ts';
import { isWithin, staffOnly, type Actor } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { Correction } from './correction.model.ts';
import { correctionDetails } from './correctionDetails.ts';
import { holderOf } from './holder.ts';

export const requestCorrection = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ customerId, userid, reason }, { actor, now, tx }) {
    const author = staffOnly(actor);
    const person = await visiblePerson(customerId, actor, tx);
    const target = userid === null ? null : await assignableStaff(userid, actor, tx);
    const holder = await holderOf(person._id, tx);
    if ((holder?.userid ?? null) === userid) throw new AppError('attribution.sameHolder');
    if (await Correction.exists({ customerId: { $in: [person._id, ...person.mergedIds] }, state: 'pending' }).session(tx)) throw new AppError('attribution.correctionPending');
    const present = holder && (await findStaff([holder.userid], tx)).get(holder.userid);
    const from = present?.name ?? holder?.userid ?? '无';
    const to = target?.name ?? '无';
    const key = newId();
    const approvalId = await openApproval({
      kind: 'attributionCorrection', key, reason,
      title: `把${person.name || '客户'}的管户客户经理由${from}改为${to}`,
      details: await correctionDetails({ customerName: person.name, holder, target }, tx),
      // Who asks as a supervisor is not decided on by another one of the same standing.
      neededRoles: author.roles.includes('supervisor') ? ['admin'] : ['supervisor'],
      departmentPath: present?.departmentPath ?? target?.departmentPath ?? '/1/',
      author,
    }, tx);
    const asked = { askedBy: author.id, askedByName: author.name, askedAt: now };
    await Correction.create([{ _id: key, approvalId, customerId: person._id, userid, reason, ...asked, state: 'pending' }], { session: tx });
    return { approvalId };
  },
  audit: ({ customerId, userid }, { approvalId }) => ({ subject: `customer:${customerId}`, detail: { userid, approvalId } }),
});

/** Who is there to take the customer, and in the actor's subtree. */
async function assignableStaff(userid: string, actor: Actor, tx: Tx): Promise<StaffRow> {
  const row = (await findStaff([userid], tx)).get(userid);
  if (!row || row.status !== 'active' || !isWithin(actor, row.departmentPath)) throw new AppError('org.staffNotFound');
  return row;
}

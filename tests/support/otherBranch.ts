import { createCode } from '../../server/channels/createCode.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { ChannelCode } from '../../server/channels/channelCode.model.ts';
import { Staff, type StaffRow } from '../../server/org/staff.model.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { call } from '../../server/platform/operation.ts';
import { Progress, startProgress } from '../../server/platform/progress.ts';
import { openSession, Session } from '../../server/platform/session.ts';
import { actorFor, codeFields } from './channelsBuilders.ts';
import { aCustomer } from './customersBuilders.ts';

/** What belongs to one member of staff, every name of it with a mark that must not be seen elsewhere. */
export interface Belongings { staff: StaffRow; mark: string; ids: Record<ThingKind, string | number> }

/** Kinds of things that belong to somebody. */
export type ThingKind = 'staff' | 'customer' | 'code' | 'progress' | 'department';

export async function belongingsOf(staff: StaffRow, mark: string): Promise<Belongings> {
  await Staff.updateOne({ _id: staff._id }, { name: `员工${mark}`, position: `职位${mark}` });
  const customer = await aCustomer({ name: `客户${mark}`, follows: [{ staff, remark: `备注${mark}`, phones: ['13900000001'] }] });
  const fields = codeFields({ name: `渠道码${mark}`, staff: [{ userid: staff._id }], backupUserid: staff._id });
  const code = await call(createCode, fields, { actor: { ...actorFor(staff), roles: ['supervisor'] } });
  const { progressId } = await inTransaction(async (tx) => {
    await openSession('staff', staff._id, 12, 'jest', tx);
    return startProgress(`test.${mark}`, `任务${mark}`, actorFor(staff), tx);
  });
  await Outbound.create({
    _id: `out_${staff._id}`, businessKey: `test:${mark}`, purpose: 'service', channel: 'welcome', state: 'sent', reason: null, customerId: customer._id, externalUserid: customer.externalUserid,
    staffUserid: staff._id, departmentPath: staff.departmentPath, contentVersionId: 'welcome-brief-1', contentTitle: `内容${mark}`, values: {},
    requestedAt: systemTime(), receivedAt: systemTime(), finishedAt: systemTime(),
  });
  return { staff, mark, ids: { staff: staff._id, customer: customer._id, code: code.id, progress: progressId, department: staff.mainDepartmentId } };
}

/** All of it as it is stored, to see whether anything was changed. */
export async function storedOf({ ids, staff }: Belongings): Promise<string> {
  return JSON.stringify(await Promise.all([
    Staff.findById(ids.staff).lean(), Customer.findById(ids.customer).lean(), ChannelCode.findById(ids.code).lean(), Progress.findById(ids.progress).lean(),
    Outbound.find({ staffUserid: staff._id }).lean(), Session.find({ subjectId: staff._id }, { _id: 1 }).sort({ _id: 1 }).lean(),
  ]));
}

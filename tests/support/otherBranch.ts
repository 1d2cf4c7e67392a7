import { BankFile } from '../../server/bank/bankFile.model.ts';
import { BankKey } from '../../server/bank/bankKey.model.ts';
import { Campaign as CampaignModel } from '../../server/channels/campaign.model.ts';
import { createCampaign } from '../../server/channels/createCampaign.ts';
import { createCode } from '../../server/channels/createCode.ts';
import { Customer, type CustomerRow } from '../../server/customers/customer.model.ts';
import { mergePeople } from '../../server/customers/mergePeople.ts';
import { Deputy } from '../../server/org/deputy.model.ts';
import { openApproval } from '../../server/org/openApproval.ts';
import { newId } from '../../server/platform/chance.ts';
import { ChannelCode } from '../../server/channels/channelCode.model.ts';
import { Staff, type StaffRow } from '../../server/org/staff.model.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { businessDay, systemTime } from '../../server/platform/clock.ts';
import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { issueInvites } from '../../server/referral/issueInvites.ts';
import { Approval } from '../../server/org/approval.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { call } from '../../server/platform/operation.ts';
import { Progress, startProgress } from '../../server/platform/progress.ts';
import { openSession, Session } from '../../server/platform/session.ts';
import { aBankKey } from './bankBuilders.ts';
import { aSignedIn } from './builders.ts';
import { actorFor, codeFields } from './channelsBuilders.ts';
import { aCustomer } from './customersBuilders.ts';
import { csv, uploadFile } from './fileBuilders.ts';

/** What belongs to one member of staff, every name of it with a mark that must not be seen elsewhere. */
export interface Belongings { staff: StaffRow; mark: string; ids: Record<ThingKind, string | number> }

/** Kinds of things that belong to somebody. */
export type ThingKind = 'staff' | 'customer' | 'code' | 'progress' | 'department' | 'campaign' | 'invite' | 'approval' | 'deputy' | 'merge' | 'bankKey' | 'bankFile';

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
  const more = await laterBelongings(staff, customer, mark);
  return { staff, mark, ids: { staff: staff._id, customer: customer._id, code: code.id, progress: progressId, department: staff.mainDepartmentId, bankKey: (await aBankKey({ name: `密钥${mark}` })).id, bankFile: await aFile(mark), ...more } };
}

/** Of headquarters, as all files are. */
async function aFile(mark: string): Promise<string> {
  const { token } = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  return (await uploadFile(token, csv('eventId,type,occurredAt,bankCustomerNo', `e${mark},accountOpened,2026-11-20T10:00:00+08:00,6200000001`), { name: `文件${mark}.csv` })).body.id;
}

async function laterBelongings(staff: StaffRow, customer: CustomerRow, mark: string): Promise<Record<'campaign' | 'invite' | 'approval' | 'deputy' | 'merge', string>> {
  const actor = { ...actorFor(staff), name: `员工${mark}`, roles: ['supervisor'] as const };
  const day = (count: number) => businessDay(new Date(systemTime().getTime() + count * 86_400_000));
  const campaign = await call(createCampaign, { name: `活动${mark}`, from: day(0), to: day(30), departmentId: staff.mainDepartmentId }, { actor });
  const twin = await aCustomer({ name: `分身${mark}`, follows: [{ staff }] });
  await Customer.updateOne({ _id: twin._id }, { externalUserid: null, openids: [`o${mark}`], follows: [] });
  return inTransaction(async (tx) => {
    const [row] = await CampaignModel.find({ _id: campaign.id }).session(tx).lean();
    if (!row) throw new Error('no campaign');
    const [invite] = await issueInvites([staff], { campaign: row, expiresAt: null, createdBy: staff._id, at: systemTime() }, tx);
    const approval = await openApproval({
      kind: 'attributionCorrection', key: customer._id, title: `更正${mark}`, reason: `原因${mark}`, details: [{ label: '客户', value: `客户${mark}` }], neededRoles: ['compliance'],
      departmentPath: staff.departmentPath, author: { id: staff._id, name: `员工${mark}` },
    }, tx);
    const deputy = newId();
    await Deputy.create([{ _id: deputy, userid: staff._id, deputyUserid: staff._id, from: day(0), to: day(1), createdAt: systemTime() }], { session: tx });
    const merge = await mergePeople(customer._id, twin._id, 'unionid', tx);
    return { campaign: campaign.id, invite: invite?._id ?? '', approval, deputy, merge: merge ?? '' };
  });
}

/** All of it as it is stored, to see whether anything was changed. */
export async function storedOf({ ids, staff }: Belongings): Promise<string> {
  return JSON.stringify(await Promise.all([
    Staff.findById(ids.staff).lean(), Customer.findById(ids.customer).lean(), ChannelCode.findById(ids.code).lean(), Progress.findById(ids.progress).lean(),
    CampaignModel.findById(ids.campaign).lean(), InviteCode.findById(ids.invite).lean(), Approval.findById(ids.approval).lean(), Deputy.findById(ids.deputy).lean(), BankKey.findById(ids.bankKey, { reliance: 0 }).lean(), BankFile.findById(ids.bankFile).lean(),
    Outbound.find({ staffUserid: staff._id }).lean(), Session.find({ subjectId: staff._id }, { _id: 1 }).sort({ _id: 1 }).lean(),
  ]));
}

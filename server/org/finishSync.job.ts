import { job } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { advanceProgress, Progress } from '../platform/progress.ts';
import { GiveUp } from '../platform/worker.ts';
import { getFollowUserList } from '../wecom/contacts.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { Department } from './department.model.ts';
import { grantFirstAdmins } from './grantFirstAdmins.ts';
import { removeStaff } from './removeStaff.ts';
import { Staff, type StaffRow } from './staff.model.ts';
import { failSync, isUnderWay, SyncRun } from './syncRun.ts';

/** The last step of a sync: who may add customers, first roles, and what WeCom no longer has. */
export const finishSync = job('org.finishSync', {
  lane: 'bulk',
  payload: SyncRun,
  prepare: () => askWecom(getFollowUserList),
  async run({ progressId, startedAt }, { now, tx, prepared: followUserids }) {
    if (!(await isUnderWay(progressId, tx))) return;
    const before = new Date(startedAt);
    const seesAnyone = await Staff.exists({ syncedAt: { $gte: before } }).session(tx);
    if (!seesAnyone) throw new GiveUp('企业微信没有返回任何员工，请检查应用的可见范围；原有数据未改动');
    await markContactRights(followUserids, tx);
    await giveFirstRoles(tx);
    const gone = await Staff.find({ syncedAt: { $lt: before }, status: { $ne: 'left' } }, { _id: 1 }).session(tx).lean();
    await removeStaff(gone.map((row) => row._id), progressId, tx);
    await Department.updateMany({ syncedAt: { $lt: before }, removedAt: null }, { removedAt: now }, { session: tx });
    await grantFirstAdmins(tx);
    const clashes = await settleWaitingNumbers(tx);
    await advanceProgress(progressId, 1, tx);
    if (clashes > 0) await Progress.updateOne({ _id: progressId }, { reason: `${clashes} 位员工的工号与他人重复，暂以企业微信账号代替` }, { session: tx });
  },
  giveUp: failSync,
});

async function markContactRights(userids: string[], tx: Tx): Promise<void> {
  await Staff.updateMany({ _id: { $in: userids }, status: { $ne: 'left' }, canAddCustomers: false }, { canAddCustomers: true }, { session: tx });
  await Staff.updateMany({ _id: { $nin: userids }, canAddCustomers: true }, { canAddCustomers: false }, { session: tx });
}

/** At first sight, who may add customers is a manager; a department's leader is a supervisor already. Later syncs change no roles. */
async function giveFirstRoles(tx: Tx): Promise<void> {
  await Staff.updateMany({ rolesOpen: true, canAddCustomers: true }, { $push: { roles: { $each: ['manager'], $position: 0 } } }, { session: tx });
  await Staff.updateMany({ rolesOpen: true }, { $unset: { rolesOpen: 1 } }, { session: tx });
}

/** A number may have become free since its claimant was read. Gives how many people still wait. */
async function settleWaitingNumbers(tx: Tx): Promise<number> {
  const waiting = await Staff.find({ wantedEmployeeNo: { $exists: true } }, { wantedEmployeeNo: 1 }).sort({ _id: 1 }).session(tx).lean<Pick<StaffRow, '_id' | 'wantedEmployeeNo'>[]>();
  if (waiting.length === 0) return 0;
  const held = await Staff.find({ employeeNo: { $in: waiting.flatMap((row) => row.wantedEmployeeNo ?? []) }, status: { $ne: 'left' } }, { employeeNo: 1 }).session(tx).lean();
  const taken = new Set<string | undefined>(held.map((row) => row.employeeNo));
  let clashes = 0;
  for (const { _id, wantedEmployeeNo } of waiting) {
    if (taken.has(wantedEmployeeNo)) {
      clashes += 1;
      continue;
    }
    taken.add(wantedEmployeeNo);
    await Staff.updateOne({ _id }, { $set: { employeeNo: wantedEmployeeNo }, $unset: { wantedEmployeeNo: 1 } }, { session: tx });
  }
  return clashes;
}

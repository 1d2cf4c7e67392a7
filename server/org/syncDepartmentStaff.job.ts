import { z } from 'zod';
import { publishMany } from '../platform/event.ts';
import { jobOfMany } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { advanceProgress, Progress } from '../platform/progress.ts';
import { listDepartmentUsers, type WecomMember } from '../wecom/directory.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { syncedContact } from './contactFields.ts';
import { Department, type DepartmentRow } from './department.model.ts';
import { staffMoved } from './events.ts';
import { findStaff } from './findStaff.ts';
import { finishSync } from './finishSync.job.ts';
import { readMember, settleEmployeeNo, type ReadMember } from './member.rules.ts';
import { removeStaff } from './removeStaff.ts';
import { Staff, type StaffRow } from './staff.model.ts';
import { recordPlaces } from './staffPlaces.ts';
import { failSync, isUnderWay, SyncRun } from './syncRun.ts';

const DepartmentOfRun = SyncRun.extend({ departmentId: z.int() });

/** The members of some departments. Who belongs to several comes several times, and is the same each time. */
export const syncDepartmentStaff = jobOfMany('org.syncDepartmentStaff', {
  lane: 'bulk',
  many: 10,
  payload: DepartmentOfRun,
  async prepare(departments) {
    const lists: WecomMember[][] = [];
    for (const { departmentId } of departments) lists.push(await askWecom(() => listDepartmentUsers(departmentId)));
    return lists;
  },
  async runMany(departments, { tx, prepared: lists }) {
    const taken: z.infer<typeof DepartmentOfRun>[] = [];
    for (const [index, department] of departments.entries()) {
      if (!(await isUnderWay(department.progressId, tx))) continue;
      await takeDepartment(department, lists[index] ?? [], tx);
      taken.push(department);
    }
    for (const run of new Map(taken.map((each) => [each.progressId, each])).values()) {
      await countDone(run, taken.filter((each) => each.progressId === run.progressId).length, tx);
    }
  },
  giveUp: failSync,
});

async function takeDepartment({ progressId, startedAt, departmentId }: z.infer<typeof DepartmentOfRun>, members: WecomMember[], tx: Tx): Promise<void> {
  const syncedAt = new Date(startedAt);
  const seen = await readMembers(members, departmentId, syncedAt, tx);
  const known = await findStaff(seen.map(({ userid }) => userid), tx);
  const present = seen.filter(({ status }) => status !== 'left');
  await store(present, known, syncedAt, tx);
  await recordPlaces(present.filter(({ userid, departmentPath }) => known.get(userid)?.departmentPath !== departmentPath).map(({ userid, departmentPath }) => ({ userid, departmentPath, since: syncedAt })), tx);
  await publishMoves(present, known, progressId, tx);
  const gone = seen.filter(({ userid, status }) => status === 'left' && (known.get(userid)?.status ?? 'left') !== 'left');
  await removeStaff(gone.map(({ userid }) => userid), progressId, tx);
}

async function readMembers(members: WecomMember[], listedIn: number, syncedAt: Date, tx: Tx): Promise<ReadMember[]> {
  const ids = [...new Set([listedIn, ...members.flatMap((member) => member.department)])];
  const departments = await Department.find({ _id: { $in: ids }, syncedAt, removedAt: null }, { path: 1 }).session(tx).lean<Pick<DepartmentRow, '_id' | 'path'>[]>();
  const paths = new Map(departments.map((each) => [each._id, each.path]));
  return members.map((member) => readMember(member, paths, listedIn));
}

async function store(present: ReadMember[], known: ReadonlyMap<string, StaffRow>, syncedAt: Date, tx: Tx): Promise<void> {
  if (present.length === 0) return;
  const holders = await holdersOfNumbers(present, known, tx);
  const updates = present.map(({ givenEmployeeNo, leads, userid, phone, mail, ...seen }) => {
    const before = known.get(userid);
    const mended = before?.employeeNoMended ? before.employeeNo : null;
    const { employeeNo, wanted } = settleEmployeeNo({ userid, given: givenEmployeeNo, mended }, (number) => holders.get(number));
    if (before && holders.get(before.employeeNo) === userid) holders.delete(before.employeeNo);
    holders.set(employeeNo, userid);
    const isFirstSeen = !before || before.status === 'left';
    const $set = {
      ...seen, ...syncedContact({ phone, mail }, before), employeeNo, employeeNoMended: mended === employeeNo, syncedAt,
      ...(wanted ? { wantedEmployeeNo: wanted } : {}),
      ...(isFirstSeen ? { roles: leads ? ['supervisor' as const] : [], rolesOpen: true, canAddCustomers: false } : {}),
    };
    const $unset = wanted ? {} : { wantedEmployeeNo: 1 as const };
    return { updateOne: { filter: { _id: userid }, update: { $set, $unset }, upsert: true } };
  });
  await Staff.bulkWrite(updates, { session: tx, ordered: true }); // in order: a number is given up before another takes it
}

/** Who has the numbers that these people may get. */
async function holdersOfNumbers(present: ReadMember[], known: ReadonlyMap<string, StaffRow>, tx: Tx): Promise<Map<string, string>> {
  const numbers = present.flatMap(({ userid, givenEmployeeNo }) => [userid, givenEmployeeNo, known.get(userid)?.employeeNo]).filter((number) => typeof number === 'string');
  const rows = await Staff.find({ employeeNo: { $in: numbers }, status: { $ne: 'left' } }, { employeeNo: 1 }).session(tx).lean<Pick<StaffRow, '_id' | 'employeeNo'>[]>();
  return new Map(rows.map((row) => [row.employeeNo, row._id]));
}

const publishMoves = (present: ReadMember[], known: ReadonlyMap<string, StaffRow>, progressId: string, tx: Tx): Promise<void> =>
  publishMany(staffMoved, present.flatMap(({ userid, departmentPath: toPath }) => {
    const fromPath = known.get(userid)?.departmentPath;
    if (fromPath === undefined || fromPath === toPath) return [];
    return [{ key: `${progressId}:${userid}:${toPath}`, payload: { userid, fromPath, toPath } }];
  }), tx);

/** All departments of a sync count in the one progress row, so that exactly one transaction sees itself as the last. */
async function countDone({ progressId, startedAt }: z.infer<typeof SyncRun>, count: number, tx: Tx): Promise<void> {
  await advanceProgress(progressId, count, tx);
  const row = await Progress.findById(progressId, { doneCount: 1, totalCount: 1 }).session(tx).lean();
  if (row && row.doneCount === row.totalCount - 1) await owe(finishSync, [{ key: progressId, payload: { progressId, startedAt } }], tx);
}

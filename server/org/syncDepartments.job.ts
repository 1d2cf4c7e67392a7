import { job } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { expectProgress } from '../platform/progress.ts';
import { GiveUp } from '../platform/worker.ts';
import { listDepartments } from '../wecom/directory.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { Department } from './department.model.ts';
import { syncDepartmentStaff } from './syncDepartmentStaff.job.ts';
import { failSync, isUnderWay, SyncRun } from './syncRun.ts';
import { DepartmentCycle, placeDepartments, type GivenDepartment, type PlacedDepartment } from './tree.rules.ts';

/** The first step of a sync: the whole tree, then one piece of work for each department's staff. */
export const syncDepartments = job('org.syncDepartments', {
  lane: 'bulk',
  payload: SyncRun,
  prepare: async () => place(await askWecom(listDepartments)),
  async run({ progressId, startedAt }, { tx, prepared: departments }) {
    if (!(await isUnderWay(progressId, tx))) return;
    await store(departments, new Date(startedAt), tx);
    await owe(syncDepartmentStaff, departments.map(({ id }) => ({ key: `${progressId}:${id}`, payload: { progressId, startedAt, departmentId: id } })), tx);
    await expectProgress(progressId, departments.length + 1, tx); // and the end
  },
  giveUp: failSync,
});

function place(given: GivenDepartment[]): PlacedDepartment[] {
  if (given.length === 0) throw new GiveUp('企业微信没有返回任何部门，请检查应用的可见范围');
  try {
    return placeDepartments(given);
  } catch (error) {
    if (error instanceof DepartmentCycle) throw new GiveUp('企业微信的部门上下级互相包含，无法同步');
    throw error;
  }
}

const store = (departments: PlacedDepartment[], syncedAt: Date, tx: Tx) => Department.bulkWrite(
  departments.map(({ id, ...placed }) => ({ updateOne: { filter: { _id: id }, update: { $set: { ...placed, syncedAt, removedAt: null } }, upsert: true } })),
  { session: tx, ordered: false },
);

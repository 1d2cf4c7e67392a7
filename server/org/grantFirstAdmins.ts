import { record } from '../audit/record.ts';
import { systemActor } from '../platform/actor.ts';
import { config } from '../platform/config.ts';
import type { Tx } from '../platform/mongo.ts';
import { Staff } from './staff.model.ts';

/** While there is no administrator at all, those whom the configuration names become it. */
export async function grantFirstAdmins(tx: Tx): Promise<void> {
  if (config.FIRST_ADMIN_USERIDS.length === 0 || await hasAdmin(tx)) return;
  const named = await Staff.find({ _id: { $in: config.FIRST_ADMIN_USERIDS }, status: 'active' }, { _id: 1 }).session(tx).lean();
  for (const { _id } of named) {
    await Staff.updateOne({ _id }, { $addToSet: { roles: 'admin' } }, { session: tx });
    await recordGrant(_id, tx);
  }
}

/**
 * At the sign-in of one whom the configuration names: before the first sync nobody is known, and after one that saw
 * too little nobody may be left who could start another.
 */
export async function admitFirstAdmin(userid: string, tx: Tx): Promise<void> {
  if (!config.FIRST_ADMIN_USERIDS.includes(userid)) return;
  const known = await Staff.exists({ _id: userid }).session(tx);
  if (known && await hasAdmin(tx)) return;
  await Staff.updateOne({ _id: userid }, {
    $set: { status: 'active' },
    $addToSet: { roles: 'admin' },
    $setOnInsert: {
      name: userid, employeeNo: userid, employeeNoMended: false, position: '', departmentIds: [1], mainDepartmentId: 1,
      departmentPath: '/1/', departmentPaths: ['/1/'], canAddCustomers: false, syncedAt: new Date(0),
    },
  }, { session: tx, upsert: true });
  await recordGrant(userid, tx);
}

const hasAdmin = async (tx: Tx): Promise<boolean> => (await Staff.exists({ roles: 'admin', status: 'active' }).session(tx)) !== null;

const recordGrant = (userid: string, tx: Tx): Promise<void> =>
  record(systemActor('org.grantFirstAdmins'), 'org.grantFirstAdmins', { subject: `staff:${userid}` }, tx);

import { record } from '../audit/record.ts';
import { systemActor } from '../platform/actor.ts';
import { config } from '../platform/config.ts';
import type { Tx } from '../platform/mongo.ts';
import { Staff } from './staff.model.ts';

/** While there is no administrator at all, those whom the configuration names become it. */
export async function grantFirstAdmins(tx: Tx): Promise<void> {
  if (config.FIRST_ADMIN_USERIDS.length === 0) return;
  const hasAdmin = await Staff.exists({ roles: 'admin', status: 'active' }).session(tx);
  if (hasAdmin) return;
  const named = await Staff.find({ _id: { $in: config.FIRST_ADMIN_USERIDS }, status: 'active' }, { _id: 1 }).session(tx).lean();
  for (const { _id } of named) {
    await Staff.updateOne({ _id }, { $addToSet: { roles: 'admin' } }, { session: tx });
    await record(systemActor('org.grantFirstAdmins'), 'org.grantFirstAdmins', { subject: `staff:${_id}` }, tx);
  }
}

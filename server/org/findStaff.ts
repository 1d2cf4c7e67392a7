import type { Tx } from '../platform/mongo.ts';
import { Staff, type StaffRow } from './staff.model.ts';

/** Staff by userid, those who left too; who is not known is not in the map. */
export async function findStaff(userids: readonly string[], tx?: Tx): Promise<Map<string, StaffRow>> {
  if (userids.length === 0) return new Map();
  const rows = await Staff.find({ _id: { $in: [...new Set(userids)] } }).session(tx ?? null).lean<StaffRow[]>();
  return new Map(rows.map((row) => [row._id, row]));
}

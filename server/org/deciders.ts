import { businessDay } from '../platform/clock.ts';
import type { StaffActor } from '../platform/actor.ts';
import type { Tx } from '../platform/mongo.ts';
import type { Decider } from './approval.rules.ts';
import { Deputy, type DeputyRow } from './deputy.model.ts';
import { findStaff } from './findStaff.ts';

export const deciderOf = ({ id, roles, departmentPaths }: StaffActor): Decider => ({ userid: id, roles, departmentPaths });

/** The active colleagues for whom this person stands in today. */
export async function stoodInFor(userid: string, at: Date, tx?: Tx): Promise<Decider[]> {
  const today = businessDay(at);
  const rows = await Deputy.find({ deputyUserid: userid, from: { $lte: today }, to: { $gte: today } }).session(tx ?? null).lean<DeputyRow[]>();
  const staff = await findStaff(rows.map((row) => row.userid), tx);
  return [...staff.values()].filter((each) => each.status === 'active').map(({ _id, roles, departmentPaths }) => ({ userid: _id, roles, departmentPaths }));
}

import type { z } from 'zod';
import type { listTargets } from '../../shared/performance/target.contract.ts';
import { departmentNames } from '../org/departmentNames.ts';
import type { StaffRow } from '../org/staff.model.ts';
import type { Tx } from '../platform/mongo.ts';
import { Target, targetId, type TargetRow } from './target.model.ts';

type Presented = z.infer<typeof listTargets.output>['rows'];

/** Managers with their targets of the month, in the order given. */
export async function presentTargets(managers: readonly StaffRow[], month: string, can: string[], tx?: Tx): Promise<Presented> {
  const rows = await Target.find({ _id: { $in: managers.map(({ _id }) => targetId(_id, month)) } }).session(tx ?? null).lean<TargetRow[]>();
  const values = new Map(rows.map((row) => [row.userid, row.values]));
  const names = await departmentNames(managers.map(({ departmentPath }) => departmentPath));
  return managers.map(({ _id: userid, name, departmentPath }) => ({ userid, name, departmentName: names.get(departmentPath) ?? '', month, values: values.get(userid) ?? {}, can }));
}

import type { z } from 'zod';
import type { Deputy as DeputyContract } from '../../shared/org/approval.contract.ts';
import type { StaffActor } from '../platform/actor.ts';
import { allOperations } from '../platform/domain.ts';
import { permitted } from '../platform/operation.ts';
import type { Tx } from '../platform/mongo.ts';
import type { DeputyRow } from './deputy.model.ts';
import { findStaff } from './findStaff.ts';

export async function presentDeputies(rows: DeputyRow[], actor: StaffActor, tx?: Tx): Promise<z.infer<typeof DeputyContract>[]> {
  const staff = await findStaff(rows.flatMap((row) => [row.userid, row.deputyUserid]), tx);
  const person = (userid: string) => ({ userid, name: staff.get(userid)?.name ?? userid });
  const operations = allOperations().filter(({ contract }) => contract.name === 'org.removeDeputy');
  return rows.map(({ _id, userid, deputyUserid, from, to }) => (
    { id: _id, staff: person(userid), deputy: person(deputyUserid), from, to, can: permitted(actor, operations, () => userid === actor.id) }
  ));
}

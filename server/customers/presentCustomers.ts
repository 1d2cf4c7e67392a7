import type { z } from 'zod';
import type { Customer as CustomerContract } from '../../shared/customers/customer.contract.ts';
import { Department, type DepartmentRow } from '../org/department.model.ts';
import { Staff, type StaffRow } from '../org/staff.model.ts';
import type { Actor } from '../platform/actor.ts';
import { permitted, type AnyOperation } from '../platform/operation.ts';
import { addWayOf } from './addWay.rules.ts';
import type { CustomerRow, FollowRow } from './customer.model.ts';
import { tagNames } from './findTags.ts';
import { lastAddOf } from './follow.rules.ts';
import { isInFollowScope } from './followScope.ts';
import { maskSealed } from './phone.ts';

const genders = ['unknown', 'male', 'female'] as const;
const departmentIdOf = (path: string): number => Number(path.split('/').filter(Boolean).at(-1));

/** Customers as pages show them: only the relations inside the actor's scope, and nothing of the others. */
export async function presentCustomers(rows: CustomerRow[], actor: Actor, operations: AnyOperation[]): Promise<z.infer<typeof CustomerContract>[]> {
  const visible = rows.map((row) => ({ row, follows: row.follows.filter((each) => isInFollowScope(actor, each)) }));
  const presentFollow = await followPresenter(visible.flatMap((each) => each.follows));
  const can = permitted(actor, operations);
  return visible.map(({ row, follows }) => ({
    id: row._id,
    name: row.name,
    avatar: row.avatar,
    phoneMasked: maskSealed(follows.flatMap((each) => each.phones)[0]),
    gender: genders[row.gender] ?? 'unknown',
    follows: follows.map(presentFollow),
    lastAddedAt: lastAddOf(follows).toISOString(),
    can,
  }));
}

async function followPresenter(follows: FollowRow[]) {
  const [staff, departments, tags] = await Promise.all([
    Staff.find({ _id: { $in: [...new Set(follows.map((each) => each.userid))] } }, { name: 1 }).lean<Pick<StaffRow, '_id' | 'name'>[]>(),
    Department.find({ _id: { $in: [...new Set(follows.map((each) => departmentIdOf(each.departmentPath)))] } }, { name: 1 }).lean<Pick<DepartmentRow, '_id' | 'name'>[]>(),
    tagNames(follows.flatMap((each) => each.tagIds)),
  ]);
  const staffNames = new Map(staff.map((each) => [each._id, each.name]));
  const departmentNames = new Map(departments.map((each) => [each._id, each.name]));
  return (follow: FollowRow) => ({
    userid: follow.userid,
    staffName: staffNames.get(follow.userid) ?? follow.userid,
    departmentName: departmentNames.get(departmentIdOf(follow.departmentPath)) ?? '',
    remark: follow.remark,
    state: follow.state,
    addWay: addWayOf(follow.addWay),
    addedAt: lastAddOf([follow]).toISOString(),
    tags: follow.tagIds.flatMap((id) => {
      const name = tags.get(id);
      return name === undefined ? [] : [{ id, name }];
    }),
  });
}

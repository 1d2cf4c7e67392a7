import type { z } from 'zod';
import type { Customer as CustomerContract } from '../../shared/customers/customer.contract.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import type { Actor } from '../platform/actor.ts';
import { permitted, type AnyOperation } from '../platform/operation.ts';
import { addWayOf } from './addWay.rules.ts';
import type { CustomerRow, FollowRow } from './customer.model.ts';
import { tagNames } from './findTags.ts';
import { lastAddOf } from './follow.rules.ts';
import { isInFollowScope } from './followScope.ts';
import { maskSealed } from './phone.ts';

const genders = ['unknown', 'male', 'female'] as const;

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
    findStaff(follows.map((each) => each.userid)),
    departmentNames(follows.map((each) => each.departmentPath)),
    tagNames(follows.flatMap((each) => each.tagIds)),
  ]);
  return (follow: FollowRow) => ({
    userid: follow.userid,
    staffName: staff.get(follow.userid)?.name ?? follow.userid,
    departmentName: departments.get(follow.departmentPath) ?? '',
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

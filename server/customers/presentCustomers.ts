import type { z } from 'zod';
import type { Customer as CustomerContract } from '../../shared/customers/customer.contract.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import type { Actor } from '../platform/actor.ts';
import { permitted, type AnyOperation } from '../platform/operation.ts';
import { maskPhone, unsealPhone } from '../platform/phone.ts';
import { addWayOf } from './addWay.rules.ts';
import type { CustomerRow, FollowRow } from './customer.model.ts';
import { tagNames } from './findTags.ts';
import { lastAddOf } from './follow.rules.ts';
import { isInFollowScope } from './followScope.ts';

/** Who is known by the mini-program alone has no name that anybody gave us. */
const nameless = '小程序客户';
const genders = ['unknown', 'male', 'female'] as const;

/** Customers as pages show them: only the relations inside the actor's scope, and nothing of the others. */
export async function presentCustomers(rows: CustomerRow[], actor: Actor, operations: AnyOperation[]): Promise<z.infer<typeof CustomerContract>[]> {
  const visible = rows.map((row) => ({ row, follows: row.follows.filter((each) => isInFollowScope(actor, each)) }));
  const presentFollow = await followPresenter(visible.flatMap((each) => each.follows));
  const can = permitted(actor, operations);
  return visible.map(({ row, follows }) => ({
    id: row._id,
    name: row.name === '' && row.externalUserid === null ? nameless : row.name,
    avatar: row.avatar,
    phoneMasked: maskedPhone(row, follows),
    gender: genders[row.gender] ?? 'unknown',
    follows: follows.map(presentFollow),
    lastAddedAt: (follows.length > 0 ? lastAddOf(follows) : row.lastAddedAt).toISOString(),
    can,
  }));
}

/** The number that the person has verified; else what a manager has noted. */
function maskedPhone({ phone }: CustomerRow, follows: FollowRow[]): string {
  const shown = phone ?? follows.flatMap((each) => each.phones)[0];
  return shown ? maskPhone(unsealPhone(shown)) : '';
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

import type { z } from 'zod';
import { listCustomers as contract } from '../../shared/customers/customer.contract.ts';
import { Department, type DepartmentRow } from '../org/department.model.ts';
import { operation } from '../platform/operation.ts';
import { phoneIndex } from '../platform/phone.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { getCustomer } from './getCustomer.ts';
import { followScope, withFollowThat } from './followScope.ts';
import { countPeople, peopleThat } from './personScope.ts';
import { presentCustomers } from './presentCustomers.ts';
import { gramsToFind, mobileIn } from './search.rules.ts';

type Input = z.infer<typeof contract.input>;
type Condition = Record<string, unknown>;

export const listCustomers = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run(input, { actor }) {
    const place = { ...(await departmentCondition(input)), ...(input.userid ? { userid: input.userid } : {}) };
    const relation = relationCondition(input);
    const holding = Object.keys(relation).length > 0 ? null : [place]; // a holder has no tags, no state, no day of an add
    const people = peopleThat(actor, [place, relation], holding);
    const filter = input.search ? searchCondition(input.search, people, [followScope(actor), place, relation]) : people;
    const [rows, total] = await Promise.all([
      Customer.find(filter).sort({ lastAddedAt: -1, _id: -1 }).skip((input.page - 1) * input.pageSize).limit(input.pageSize).lean<CustomerRow[]>(),
      countPeople(filter),
    ]);
    return { rows: await presentCustomers(rows, actor, [getCustomer]), total };
  },
});

/** A department with all below it; one that does not exist has no customers. */
async function departmentCondition({ departmentId }: Input): Promise<Condition> {
  if (departmentId === undefined) return {};
  const department = await Department.findById(departmentId, { path: 1 }).lean<Pick<DepartmentRow, 'path'>>();
  return { departmentPath: { $regex: department ? new RegExp(`^${department.path}`) : /(?!)/ } };
}

function relationCondition({ tagId, state, addedFrom, addedTo }: Input): Condition {
  const addedAt = {
    ...(addedFrom ? { $gte: startOfDay(addedFrom) } : {}),
    ...(addedTo ? { $lt: new Date(startOfDay(addedTo).getTime() + 86_400_000) } : {}),
  };
  return {
    ...(tagId ? { tagIds: tagId } : {}), ...(state ? { state } : {}),
    ...(Object.keys(addedAt).length > 0 ? { addedAt } : {}),
  };
}

/** Asia/Shanghai keeps one offset all year. */
const startOfDay = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

/** Each way to match carries the scope and an index of its own. Grams find the candidates, the text itself decides; remarks and mobiles count only where the relation is in scope. */
function searchCondition(search: string, people: Condition, follow: Condition[]): Condition {
  const grams = { $all: gramsToFind(search) };
  const text = { $regex: new RegExp(search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') };
  const mobile = mobileIn(search);
  return {
    $or: [
      { grams, name: text, ...people },
      withFollowThat(...follow, { grams, remark: text }),
      ...(mobile ? [withFollowThat(...follow, { 'phones.index': phoneIndex(mobile) }), { 'phone.index': phoneIndex(mobile), ...people }] : []),
    ],
  };
}

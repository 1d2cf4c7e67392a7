import type { z } from 'zod';
import { listCustomers as contract } from '../../shared/customers/customer.contract.ts';
import { Department, type DepartmentRow } from '../org/department.model.ts';
import { operation } from '../platform/operation.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { followScope, withFollowThat } from './followScope.ts';
import { getCustomer } from './getCustomer.ts';
import { phoneIndex } from './phone.ts';
import { presentCustomers } from './presentCustomers.ts';
import { gramsToFind, mobileIn } from './search.rules.ts';

type Input = z.infer<typeof contract.input>;
type Condition = Record<string, unknown>;

export const listCustomers = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run(input, { actor }) {
    const follow = [followScope(actor), await departmentCondition(input), relationCondition(input)];
    const filter = input.search ? searchCondition(input.search, follow) : withFollowThat(...follow);
    const all = Object.keys(filter).length === 0;
    const [rows, total] = await Promise.all([
      Customer.find(filter).sort({ lastAddedAt: -1, _id: -1 }).skip((input.page - 1) * input.pageSize).limit(input.pageSize).lean<CustomerRow[]>(),
      all ? Customer.estimatedDocumentCount() : Customer.countDocuments(filter),
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

function relationCondition({ userid, tagId, state, addedFrom, addedTo }: Input): Condition {
  const addedAt = {
    ...(addedFrom ? { $gte: startOfDay(addedFrom) } : {}),
    ...(addedTo ? { $lt: new Date(startOfDay(addedTo).getTime() + 86_400_000) } : {}),
  };
  return {
    ...(userid ? { userid } : {}), ...(tagId ? { tagIds: tagId } : {}), ...(state ? { state } : {}),
    ...(Object.keys(addedAt).length > 0 ? { addedAt } : {}),
  };
}

/** Asia/Shanghai keeps one offset all year. */
const startOfDay = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

/** Each way to match carries the scope and an index of its own. Grams find the candidates, the text itself decides; remarks and mobiles count only where the relation is in scope. */
function searchCondition(search: string, follow: Condition[]): Condition {
  const grams = { $all: gramsToFind(search) };
  const text = { $regex: new RegExp(search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') };
  const mobile = mobileIn(search);
  return {
    $or: [
      { grams, name: text, ...withFollowThat(...follow) },
      withFollowThat(...follow, { grams, remark: text }),
      ...(mobile ? [withFollowThat(...follow, { 'phones.index': phoneIndex(mobile) })] : []),
    ],
  };
}

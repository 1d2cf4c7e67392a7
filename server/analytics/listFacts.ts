import type { z } from 'zod';
import { touchKindNames } from '../../shared/attribution/constants.ts';
import { listFacts as contract } from '../../shared/analytics/report.contract.ts';
import { creditReasonWords } from '../../shared/performance/constants.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import { placesAt } from '../org/staffPlaces.ts';
import { Customer, type CustomerRow } from '../customers/customer.model.ts';
import { peopleInScope } from '../customers/personScope.ts';
import type { Actor } from '../platform/actor.ts';
import { operation } from '../platform/operation.ts';
import { factsPage, type FactRow } from './factsPage.ts';
import { reportPeriods } from './reportPeriod.ts';
import { reportScope } from './reportScope.ts';

export const listFacts = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run(input, { actor }) {
    const { period } = reportPeriods(input);
    const { rows, total, sum } = await factsPage(input, await reportScope(input, actor), period);
    return { rows: await present(rows, actor), total, sum };
  },
});

async function present(rows: readonly FactRow[], actor: Actor): Promise<z.infer<typeof contract.output>['rows']> {
  const held = rows.flatMap(({ userid, at }) => (userid === null ? [] : [{ userid, at }]));
  const unplaced = rows.filter((row) => row.path === null && row.userid !== null);
  const looked = await placesAt(unplaced.map(({ userid, at }) => ({ userid: userid ?? '', at })));
  const placeOf = (row: FactRow) => row.path ?? looked[unplaced.indexOf(row)] ?? '/1/';
  const departments = await departmentNames(rows.map(placeOf));
  const staff = await findStaff(held.map(({ userid }) => userid));
  const names = await namesOfCustomers(rows.flatMap(({ customerId }) => customerId ?? []), actor);
  return rows.map((row) => ({
    id: row.id, at: row.at.toISOString(),
    manager: row.userid === null ? null : { userid: row.userid, name: staff.get(row.userid)?.name ?? row.userid, departmentName: departments.get(placeOf(row)) ?? '' },
    customer: row.customerId === null ? null : { id: row.customerId, name: names.get(row.customerId) ?? '', visible: names.has(row.customerId) },
    kind: row.kind, reason: row.reason, words: wordsOf(row), count: row.count, amountFen: row.amountFen, bookedAt: row.bookedAt?.toISOString() ?? null,
  }));
}

function wordsOf({ kind, reason, words }: FactRow): string {
  if (reason) return creditReasonWords[reason];
  return words || touchKindNames[kind as keyof typeof touchKindNames]; // without a reason it is a touch or a click
}

/** Names of those whom the actor may see, also under the ids of records that were merged. */
async function namesOfCustomers(ids: readonly string[], actor: Actor): Promise<Map<string, string>> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return new Map();
  const people = await Customer.find({ $and: [{ $or: [{ _id: { $in: asked } }, { mergedIds: { $in: asked } }] }, peopleInScope(actor)] }, { name: 1, mergedIds: 1 }).lean<Pick<CustomerRow, '_id' | 'name' | 'mergedIds'>[]>();
  return new Map(people.flatMap(({ _id, name, mergedIds }) => [_id, ...mergedIds].map((id) => [id, name || '小程序客户'] as const)));
}

import mongoose from 'mongoose';
import { roles } from '../../shared/org/constants.ts';
import { domains } from '../../server/domains.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { allows, call, type AnyOperation } from '../../server/platform/operation.ts';
import { redis } from '../../server/platform/redis.ts';
import { numbers } from '../faults/numbers.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { at, branchesOf, leavesOf, nameOf, sampleInput, withValue, type Input, type Path } from '../support/contractInputs.ts';
import { post, useServer } from '../support/harness.ts';
import { tell } from '../support/rounds.ts';

/** Generated from the contracts: every operation, every field, every operator. MongoDB's own profiler says what reached a query. */
afterAll(() => db().command({ profile: 0 })); // before the server's own end
useServer();
const mark = 'probe7f3a';
const operators: Record<string, unknown> = {
  $ne: mark, $gt: mark, $gte: mark, $lt: mark, $in: [mark], $nin: [mark], $regex: mark, $where: `'${mark}'`, $nor: [{ a: mark }], $or: [{ a: mark }], $exists: mark, $expr: { $eq: [mark, mark] },
};
const operations: AnyOperation[] = domains.flatMap((each) => each.operations);
const db = () => mongoose.connection.db as mongoose.mongo.Db; // connected by `useServer`

let everyone: SignedIn;
const staffActor = (): Actor => ({ kind: 'staff', id: everyone.staff._id, name: '', roles, departmentPaths: ['/1/'], sessionId: 's', signedInAt: systemTime() });
beforeAll(async () => {
  await aTree();
  everyone = await aSignedIn({ place: 'headquarters', roles: [...roles] });
  await db().command({ profile: 0 });
  await db().dropCollection('system.profile').catch(() => undefined); // there may be none yet
  await db().createCollection('system.profile', { capped: true, size: 64_000_000 });
  await db().command({ profile: 2 });
});

const queriesWith = async (text: string): Promise<string[]> =>
  (await db().collection('system.profile').find({ ns: { $not: /system\.profile/ } }).toArray()).map((row) => JSON.stringify(row.command)).filter((query) => query.includes(text));

/** Over HTTP as a person of all roles; what staff may not call, in process as a customer or the bank's system. */
async function statusOf(operation: AnyOperation, input: Input): Promise<number> {
  if (allows(operation.handling.allow, staffActor())) return (await post(operation.contract.name, input, { token: everyone.token })).status;
  const others: Actor[] = [{ kind: 'customer', id: 'c1', openid: 'o1', sessionId: 's', signedInAt: systemTime() }, { kind: 'bank', id: 'k1' }];
  const actor = others.find((each) => allows(operation.handling.allow, each)) ?? staffActor();
  return call(operation, input, { actor }).then(() => 200, (error: { status?: number }) => error.status ?? 500);
}

test.each(operations.map((each) => [each.contract.name, each] as const))('%s', async (name, operation) => {
  await redis().flushdb(); // one address asks more than the limiter allows
  const good = sampleInput(operation);
  expect(operation.contract.input.safeParse(good).error?.issues ?? []).toEqual([]); // so that the operator alone is wrong
  const places: Path[] = [...leavesOf(good), ...branchesOf(good).slice(1)].filter((path) => path.length > 0);
  const objects = branchesOf(good).filter((path) => !Array.isArray(at(good, path)));
  const wrong: string[] = [];
  let asked = 0;
  for (const [turn, [operator, operand]] of Object.entries(operators).entries()) {
    const inputs = [
      ...places.map((path) => [nameOf(path), withValue(good, path, { [operator]: operand })] as const),
      ...objects.map((path) => [`${nameOf(path)} beside`, withValue(good, [...path, operator], operand)] as const),
    ].filter((_, index) => (index + turn) % numbers.operatorStride === 0);
    asked += inputs.length;
    const statuses = await Promise.all(inputs.map(([, input]) => statusOf(operation, input)));
    for (const [index, [place]] of inputs.entries()) if (statuses[index] !== 400) wrong.push(`${place} ${operator}: ${statuses[index]}`);
  }
  expect(wrong).toEqual([]);
  tell(`query operators ${name}: ${asked} inputs, all 400`);
}, 120_000);

test('the profiler sees what does reach a query, and saw none of these', async () => {
  expect(await queriesWith(mark)).toEqual([]);
  await post('org.listStaff', { search: 'control7f3a' }, { token: everyone.token });
  expect((await queriesWith('control7f3a')).length).toBeGreaterThan(0);
  expect(await db().collection('system.profile').countDocuments({ ns: /staff$/i })).toBeGreaterThan(0);
});

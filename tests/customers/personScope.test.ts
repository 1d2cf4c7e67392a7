import { Customer } from '../../server/customers/customer.model.ts';
import { mergePeople } from '../../server/customers/mergePeople.ts';
import { findPerson, personIds, visiblePerson } from '../../server/customers/person.ts';
import { recordFacts } from '../../server/customers/recordFacts.ts';
import type { StaffRow } from '../../server/org/staff.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { actorFor } from '../support/channelsBuilders.ts';
import { aCustomer, aMiniCustomer } from '../support/customersBuilders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

let head: SignedIn;
let eastHead: SignedIn;
let amy: SignedIn;
let tian: StaffRow;
let held: string;
let free: string;
beforeAll(async () => {
  await aTree();
  head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  eastHead = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  amy = await aSignedIn();
  tian = await aStaff({ place: 'tianhe' });
  await aCustomer({ follows: [{ staff: amy.staff }] });
  held = (await aMiniCustomer({ openids: ['oHeld'], phone: '13500000001', createdAt: '2026-11-18T02:00:00.000Z', heldBy: amy.staff }))._id;
  free = (await aMiniCustomer({ openids: ['oFree'], createdAt: '2026-11-17T02:00:00.000Z' }))._id;
});

const call = (input: unknown, token: string) => post('customers.listCustomers', input, { token });
/** Those whom nobody follows. */
const ids = async (input: unknown, token: string) => (await call(input, token)).body.rows.filter((row: { follows: unknown[] }) => row.follows.length === 0).map((row: { id: string }) => row.id);

test('headquarters sees all of them, others by who holds them', async () => {
  const ben1 = await aSignedIn({ place: 'xuhui' });
  const south = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  expect(await ids({}, head.token)).toEqual([held, free]);
  expect(await ids({}, eastHead.token)).toEqual([held]);
  expect(await ids({}, amy.token)).toEqual([held]);
  expect(await ids({}, ben1.token)).toEqual([]);
  expect(await ids({}, south.token)).toEqual([]);
});

test('one looks like this; the verified phone is shown', async () => {
  const { body } = await call({ search: '13500000001' }, amy.token);
  expect(body).toEqual({ total: 1, rows: [{
    id: held, name: '小程序客户', avatar: '', phoneMasked: '135****0001', gender: 'unknown', follows: [], lastAddedAt: '2026-11-18T02:00:00.000Z', can: ['customers.getCustomer'],
  }] });
});

test.each([
  [{ departmentId: 21 }, true], [{ departmentId: 22 }, false], [{ departmentId: 31 }, false],
  [{ tagId: 'etGold' }, false], [{ state: 'active' }, false], [{ addedFrom: '2026-01-01' }, false], [{ search: '13500000002' }, false],
])('headquarters filters by %j', async (input, expected) => {
  expect(await ids(input, head.token)).toEqual(expected ? [held] : []);
});

test('a member of staff, as the holder', async () => {
  expect(await ids({ userid: amy.staff._id }, head.token)).toEqual([held]);
  expect(await ids({ userid: tian._id }, head.token)).toEqual([]);
});

test('a holder recorded later shows them, one taken away hides them', async () => {
  const holder = { userid: tian._id, departmentPath: tian.departmentPath, since: new Date('2026-11-20T00:00:00.000Z') };
  await inTransaction((tx) => recordFacts(free, { holder, confirmedHolder: holder }, tx));
  expect(await ids({ departmentId: 31 }, head.token)).toEqual([free]);
  await inTransaction((tx) => recordFacts(free, { holder: null }, tx));
  expect(await ids({ departmentId: 31 }, head.token)).toEqual([]);
  expect(await Customer.findById(free).lean()).toMatchObject({ facts: { holder: null, confirmedHolder: holder } });
});

test('a merged record is not listed, not counted, and its facts go to the survivor', async () => {
  const before = (await call({}, head.token)).body.total;
  const survivor = await aMiniCustomer({ createdAt: '2026-11-16T02:00:00.000Z' });
  const absorbed = await aMiniCustomer({ phone: '13500000003', heldBy: amy.staff });
  await inTransaction((tx) => mergePeople(survivor._id, absorbed._id, 'phone', tx));
  const { body } = await call({}, head.token);
  expect(body.total).toBe(before + 1);
  expect(body.rows.map((row: { id: string }) => row.id)).not.toContain(absorbed._id);
  expect(await ids({}, amy.token)).toEqual([held]);
  expect(await ids({ search: '13500000003' }, head.token)).toEqual([survivor._id]);
  await inTransaction((tx) => recordFacts(absorbed._id, { holder: { userid: amy.staff._id, departmentPath: amy.staff.departmentPath, since: new Date(0) } }, tx));
  expect(await ids({}, amy.token)).toEqual([held, survivor._id]);
  await Customer.deleteMany({ _id: { $in: [survivor._id, absorbed._id] } });
});

test('an id leads to its person, one that nobody has to itself; out of scope there is nobody', async () => {
  expect(await personIds('nobody')).toEqual({ personId: 'nobody', ids: ['nobody'] });
  expect(await findPerson('nobody')).toBeUndefined();
  expect((await visiblePerson(held, actorFor(amy.staff)))._id).toBe(held);
  await expect(visiblePerson(held, actorFor(tian))).rejects.toMatchObject({ code: 'customers.notFound' });
  await expect(visiblePerson('nobody', actorFor(head.staff))).rejects.toMatchObject({ code: 'customers.notFound' });
});

test('who is followed is seen by the relation alone, whoever holds them', async () => {
  const followed = await aCustomer({ follows: [{ staff: tian }], heldBy: amy.staff });
  await expect(visiblePerson(followed._id, actorFor(amy.staff))).rejects.toMatchObject({ code: 'customers.notFound' });
  expect((await visiblePerson(followed._id, actorFor(tian)))._id).toBe(followed._id);
});

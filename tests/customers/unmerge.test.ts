import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { CustomerMerge } from '../../server/customers/customerMerge.model.ts';
import { joinByUnionid } from '../../server/customers/joinByUnionid.ts';
import { findPerson, personIds } from '../../server/customers/person.ts';
import { recordVerifiedPhone } from '../../server/customers/recordVerifiedPhone.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer, aMiniCustomer } from '../support/customersBuilders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { merge, reason, stored, unmerge } from '../support/mergeDesk.ts';
import { aPhone } from '../support/phoneCodes.ts';

useServer();

let admin: SignedIn;
let east: SignedIn;
let amy: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  amy = await aSignedIn();
});

const contact = (given: Parameters<typeof aMiniCustomer>[0] = {}) => aCustomer({ follows: [{ staff: amy.staff }], ...given });

test('a merge moves everything to the survivor and leaves a tombstone; taken back, both are as they were', async () => {
  const survivor = await contact({ unionid: 'U1', phone: aPhone(), phoneVerifiedAt: '2026-01-01T00:00:00.000Z' });
  const phone = aPhone();
  const absorbed = await aMiniCustomer({ openids: ['oA1', 'oA2'], unionid: 'U1', phone, phoneVerifiedAt: '2026-02-01T00:00:00.000Z' });
  const before = await stored(survivor._id, absorbed._id);
  const mergeId = await merge(survivor, absorbed);

  const [whole, tombstone] = await stored(survivor._id, absorbed._id);
  expect(whole).toMatchObject({ openids: ['oA1', 'oA2'], unionid: 'U1', phone: { index: absorbed.phone?.index }, mergedIds: [absorbed._id], mergedInto: null });
  expect(tombstone).toMatchObject({ openids: [], unionid: null, phone: null, phoneVerifiedAt: null, mergedInto: survivor._id });
  expect(await personIds(absorbed._id)).toEqual({ personId: survivor._id, ids: [survivor._id, absorbed._id] });
  expect(await EventLog.findById(`customers.merged:${mergeId}`).lean()).toMatchObject({ payload: { mergeId, survivorId: survivor._id, absorbedId: absorbed._id, reason: 'unionid' } });

  expect(await unmerge({ mergeId, reason }, east.token)).toMatchObject({ status: 200, body: { customerId: survivor._id, restoredId: absorbed._id } });
  expect(await stored(survivor._id, absorbed._id)).toEqual(before);
  expect(await EventLog.findById(`customers.unmerged:${mergeId}`).lean()).toMatchObject({ payload: { survivorId: survivor._id, restoredId: absorbed._id } });
  expect(await CustomerMerge.findById(mergeId).lean()).toMatchObject({ undoneBy: east.staff._id, undoneReason: reason, undoneAt: expect.any(Date) });
  expect(await AuditLog.find({ operation: 'customers.unmerge', subject: `customer:${survivor._id}` }).lean()).toMatchObject([{ actorId: east.staff._id, detail: { mergeId, restoredId: absorbed._id, reason } }]);
});

test('a second call: 404, and nothing changes', async () => {
  const [survivor, absorbed] = [await contact(), await aMiniCustomer()];
  const mergeId = await merge(survivor, absorbed);
  await unmerge({ mergeId, reason }, admin.token);
  const before = await stored(survivor._id, absorbed._id);
  expect(await unmerge({ mergeId, reason }, admin.token)).toMatchObject({ status: 404, body: { code: 'customers.mergeNotFound' } });
  expect(await stored(survivor._id, absorbed._id)).toEqual(before);
});

test('what the survivor got since stays, and a number that somebody else verified since does not come back', async () => {
  const taken = aPhone();
  const survivor = await contact({ unionid: 'U2' });
  const absorbed = await aMiniCustomer({ openids: ['oB1'], unionid: 'U2', phone: taken });
  const mergeId = await merge(survivor, absorbed);
  const thief = await aMiniCustomer();
  await inTransaction((tx) => recordVerifiedPhone({ customerId: thief._id, phone: taken, key: 'k1', at: new Date('2026-11-22T00:00:00.000Z') }, tx));
  const own = aPhone();
  await inTransaction((tx) => recordVerifiedPhone({ customerId: survivor._id, phone: own, key: 'k2', at: new Date('2026-11-22T01:00:00.000Z') }, tx));
  await Customer.updateOne({ _id: survivor._id }, { $push: { openids: 'oB2' } });
  expect((await unmerge({ mergeId, reason }, admin.token)).status).toBe(200);
  const [kept, restored, other] = await stored(survivor._id, absorbed._id, thief._id);
  expect(kept).toMatchObject({ openids: ['oB2'], unionid: 'U2', phoneVerifiedAt: new Date('2026-11-22T01:00:00.000Z') });
  expect(restored).toMatchObject({ openids: ['oB1'], unionid: 'U2', phone: null, mergedInto: null });
  expect(other?.phone?.index).toBe(absorbed.phone?.index);
});

test('a pair taken apart by hand is not joined again by the same unionid', async () => {
  const survivor = await contact({ unionid: 'U3' });
  const absorbed = await aMiniCustomer({ unionid: 'U3' });
  await inTransaction((tx) => joinByUnionid(absorbed._id, tx));
  const made = await CustomerMerge.findOne({ absorbedId: absorbed._id }).lean();
  await unmerge({ mergeId: made?._id, reason }, admin.token);
  await inTransaction((tx) => joinByUnionid(absorbed._id, tx));
  await inTransaction((tx) => joinByUnionid(survivor._id, tx));
  expect(await CustomerMerge.countDocuments({ survivorId: survivor._id })).toBe(1);
  expect((await findPerson(absorbed._id))?._id).toBe(absorbed._id);
});

test("another branch's customer, and no merge at all: 404", async () => {
  const survivor = await aCustomer({ follows: [{ staff: await aStaff({ place: 'tianhe' }) }] });
  const mergeId = await merge(survivor, await aMiniCustomer());
  for (const id of [mergeId, 'nothing']) expect(await unmerge({ mergeId: id, reason }, east.token)).toMatchObject({ status: 404, body: { code: 'customers.mergeNotFound' } });
  expect((await findPerson(survivor._id))?.mergedIds).toHaveLength(1);
});

test('nobody signed in: 401; other roles: 403; a sign-in of an hour ago: again', async () => {
  const input = { mergeId: 'x', reason };
  expect(await unmerge(input)).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  for (const role of ['manager', 'operator', 'compliance'] as const) {
    const { token } = await aSignedIn({ place: 'headquarters', roles: [role] });
    expect(await unmerge(input, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
  }
  expect(await post('customers.unmerge', input, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
  const stale = await aSignedIn({ place: 'headquarters', roles: ['admin'], signedInMinutesAgo: 60 });
  expect(await unmerge(input, stale.token)).toMatchObject({ status: 401, body: { code: 'platform.freshSignInNeeded' } });
});

test.each([
  [{ mergeId: 'x' }, 'reason'],
  [{ mergeId: 'x', reason: '错了' }, 'reason'],
  [{ mergeId: { $gt: '' }, reason }, 'mergeId.$gt'],
  [{ mergeId: 'x', reason, survivorId: 'y' }, 'survivorId'],
])('bad input %j names the field', async (input, path) => {
  const answer = await unmerge(input, admin.token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

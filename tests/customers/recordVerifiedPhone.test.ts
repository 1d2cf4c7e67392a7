import { Customer } from '../../server/customers/customer.model.ts';
import { CustomerMerge } from '../../server/customers/customerMerge.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { redis } from '../../server/platform/redis.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aCustomer, aMiniCustomer } from '../support/customersBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { aPhone, asked, phoneNow, verifiedFacts, verify } from '../support/phoneCodes.ts';

useServer();
beforeAll(aTree);
beforeEach(async () => {
  await redis().flushdb();
  freezeClock('2026-11-22T06:00:00.000Z');
});

const stored = (id: string) => Customer.findById(id).lean();

test('a new number takes the place of the old, and is not a first one', async () => {
  const { bearer, customerId } = await aMember();
  const [old, next] = [aPhone(), aPhone()];
  await verify(await asked(bearer, old), bearer);
  freezeClock('2026-11-22T06:01:00.000Z');
  await verify(await asked(bearer, next), bearer);
  expect(await phoneNow(customerId)).toBe(next);
  expect((await verifiedFacts(customerId)).sort()).toEqual([false, true]);
});

test('two people who swap phones stay two: a number goes to who verified it last', async () => {
  const [one, other] = [await aMember(), await aMember()];
  const [first, second] = [aPhone(), aPhone()];
  await verify(await asked(one.bearer, first), one.bearer);
  await verify(await asked(other.bearer, second), other.bearer);
  await verify(await asked(one.bearer, second), one.bearer);
  expect([await phoneNow(one.customerId), await phoneNow(other.customerId)]).toEqual([second, null]);
  await verify(await asked(other.bearer, first), other.bearer);
  expect([await phoneNow(one.customerId), await phoneNow(other.customerId)]).toEqual([second, first]);
  expect(await CustomerMerge.countDocuments({ survivorId: { $in: [one.customerId, other.customerId] } })).toBe(0);
  expect(await EventLog.find({ name: 'customers.phoneMoved', 'subject.customerId': other.customerId }).lean()).toMatchObject([{ payload: { toCustomerId: one.customerId } }]);
  expect((await verifiedFacts(other.customerId)).sort()).toEqual([false, true]);
});

test("an external contact's number goes to the mini-program user who verifies it: both are known to WeChat", async () => {
  const phone = aPhone();
  const contact = await aCustomer({ phone, follows: [{ staff: await aStaff() }] });
  const { bearer, customerId } = await aMember();
  expect((await verify(await asked(bearer, phone), bearer)).body.id).toBe(customerId);
  expect([await phoneNow(contact._id), await phoneNow(customerId)]).toEqual([null, phone]);
  expect(await stored(contact._id)).toMatchObject({ mergedInto: null, phoneVerifiedAt: null });
});

test('a record known by the phone alone is the same person', async () => {
  const phone = aPhone();
  const older = await aMiniCustomer({ openids: [], phone, createdAt: '2026-01-01T00:00:00.000Z' });
  const { bearer, customerId, openid } = await aMember();
  const { body } = await verify(await asked(bearer, phone), bearer);
  expect(body).toMatchObject({ id: older._id, isPhoneVerified: true });
  expect(await stored(older._id)).toMatchObject({ openids: [openid], mergedIds: [customerId], phoneVerifiedAt: new Date('2026-11-22T06:00:00.000Z') });
  expect(await CustomerMerge.find({ absorbedId: customerId }).lean()).toMatchObject([{ survivorId: older._id, reason: 'phone' }]);
  expect(await verifiedFacts(older._id)).toEqual([true]);
  expect((await post('customers.getMember', {}, { bearer })).body).toMatchObject({ id: older._id });
});

test('one number verified by many at once ends with exactly one of them', async () => {
  const phone = aPhone();
  const members = await Promise.all(Array.from({ length: 6 }, () => aMember()));
  const answers: Awaited<ReturnType<typeof asked>>[] = [];
  for (const { bearer } of members) answers.push(await asked(bearer, phone));
  const results = await Promise.all(members.map(({ bearer }, index) => verify(answers[index], bearer)));
  expect(results.map((each) => each.status)).toEqual([200, 200, 200, 200, 200, 200]);
  const holders = await Customer.find({ _id: { $in: members.map((each) => each.customerId) }, phone: { $ne: null } }).lean();
  expect(holders).toHaveLength(1);
  expect(await EventLog.countDocuments({ name: 'customers.phoneMoved', 'subject.customerId': { $in: members.map((each) => each.customerId) } })).toBe(5);
});

test('two people verify the number of a record known by it alone, at the same moment: one joins it, the other takes the number', async () => {
  for (let round = 0; round < 5; round += 1) {
    const phone = aPhone();
    const alone = await aMiniCustomer({ openids: [], phone, createdAt: '2026-01-01T00:00:00.000Z' });
    const [one, other] = [await aMember(), await aMember()];
    const [first, second] = [await asked(one.bearer, phone), await asked(other.bearer, phone)];
    const results = await Promise.all([verify(first, one.bearer), verify(second, other.bearer)]);
    expect(results.map((each) => each.status)).toEqual([200, 200]);
    expect(await CustomerMerge.countDocuments({ survivorId: alone._id })).toBe(1);
    const living = await Customer.find({ _id: { $in: [alone._id, one.customerId, other.customerId] }, mergedInto: null }).lean();
    expect(living).toHaveLength(2);
    expect(living.filter((row) => row.phone !== null)).toHaveLength(1);
  }
});

import { Customer } from '../../server/customers/customer.model.ts';
import { CustomerMerge } from '../../server/customers/customerMerge.model.ts';
import { ensureContact } from '../../server/customers/ensureContact.ts';
import { findPerson } from '../../server/customers/person.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { aStaff } from '../support/builders.ts';
import { aCustomer, aMiniCustomer } from '../support/customersBuilders.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { useSignInDesk } from '../support/signInDesk.ts';

useServer();
const { aCode, call, signIn, living } = useSignInDesk();

test('an external contact with the same unionid is the same person; same name or manager never is', async () => {
  const staff = await aStaff();
  const lin = await aCustomer({ name: '小雨', unionid: 'U1', follows: [{ staff }] });
  await aCustomer({ name: '小雨', follows: [{ staff }] });
  const { member } = await signIn('o1', 'U1');
  expect(member).toMatchObject({ id: lin._id, name: '小雨' });
  expect(await Customer.findById(lin._id).lean()).toMatchObject({ openids: ['o1'], unionid: 'U1', mergedIds: [] });
  expect((await signIn('o2')).member.id).not.toBe(lin._id);
  expect(await living()).toHaveLength(3);
});

test('a unionid learned later joins the two records: the external contact survives, the session goes on', async () => {
  const first = await signIn('o1');
  const lin = await aCustomer({ name: '小雨', unionid: 'U1', follows: [{ staff: await aStaff() }] });
  const { member } = await signIn('o1', 'U1');
  expect(member.id).toBe(lin._id);
  expect(await CustomerMerge.find().lean()).toMatchObject([{ survivorId: lin._id, absorbedId: first.member.id, reason: 'unionid' }]);
  expect((await post('customers.getMember', {}, { bearer: first.token })).body).toMatchObject({ id: lin._id, name: '小雨' });
});

test('a reading of WeCom that brings the unionid joins them too', async () => {
  await aStaff({ userid: 'u_amy' });
  const { member, token } = await signIn('o1', 'U1');
  const profile = { name: '小雨', avatar: '', gender: 2, type: 1, unionid: 'U1' } as const;
  const { customerId } = await inTransaction((tx) => ensureContact({ externalUserid: 'wm1', userid: 'u_amy', addedAt: systemTime(), profile }, tx));
  await workOff();
  expect(await findPerson(member.id)).toMatchObject({ _id: customerId, openids: ['o1'], mergedIds: [member.id] });
  expect((await post('customers.getMember', {}, { bearer: token })).body).toMatchObject({ id: customerId, name: '小雨' });
});

test('sign-in and reading at the same moment end as one person', async () => {
  await aStaff({ userid: 'u_amy' });
  for (let round = 0; round < 8; round += 1) {
    const unionid = `UR${round}`;
    const profile = { name: '小雨', avatar: '', gender: 2, type: 1, unionid } as const;
    await Promise.all([
      call({ code: aCode(`oR${round}`, unionid) }),
      inTransaction((tx) => ensureContact({ externalUserid: `wmR${round}`, userid: 'u_amy', addedAt: systemTime(), profile }, tx)),
    ]);
  }
  setClock(() => new Date(systemTime().getTime() + 60_000));
  await workOff();
  setClock(systemTime);
  const rows = await living();
  expect(rows).toHaveLength(8);
  expect(rows.filter((row) => row.externalUserid === null || row.openids.length !== 1)).toEqual([]);
});

test('two external contacts are never joined, whatever their unionid', async () => {
  const staff = await aStaff();
  const older = await aCustomer({ unionid: 'U1', follows: [{ staff }], createdAt: '2026-01-01T00:00:00.000Z' });
  const other = await aCustomer({ unionid: 'U1', follows: [{ staff }], createdAt: '2026-02-01T00:00:00.000Z' });
  expect((await signIn('o1', 'U1')).member.id).toBe(older._id);
  expect(await Customer.findById(other._id).lean()).toMatchObject({ mergedInto: null, openids: [] });
});

test('a lookup by openid and by unionid reads an index', async () => {
  await aMiniCustomer({ openids: ['o1'], unionid: 'U1' });
  const plan = JSON.stringify(await Customer.find({ mergedInto: null, $or: [{ openids: 'o1' }, { unionid: 'U1' }] }).explain('queryPlanner'));
  expect(plan).toContain('openids_1');
  expect(plan).toContain('unionid_1');
  expect(JSON.stringify(await Customer.find({ openids: 'o1' }).explain('queryPlanner'))).not.toContain('COLLSCAN');
});

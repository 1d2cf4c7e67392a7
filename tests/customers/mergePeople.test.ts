import fc from 'fast-check';
import { CustomerMerge } from '../../server/customers/customerMerge.model.ts';
import { joinByUnionid } from '../../server/customers/joinByUnionid.ts';
import { mergePeople } from '../../server/customers/mergePeople.ts';
import { personIds } from '../../server/customers/person.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer, aMiniCustomer } from '../support/customersBuilders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { merge, reason, stored, unmerge } from '../support/mergeDesk.ts';
import { aPhone } from '../support/phoneCodes.ts';

useServer();

let admin: SignedIn;
let amy: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  amy = await aSignedIn();
});

const contact = (given: Parameters<typeof aMiniCustomer>[0] = {}) => aCustomer({ follows: [{ staff: amy.staff }], ...given });

test('a session follows its openid: to the survivor, and back to the restored', async () => {
  const survivor = await contact();
  const { bearer, customerId } = await aMember();
  const who = async () => (await post('customers.getMember', {}, { bearer })).body.id;
  const mergeId = await inTransaction((tx) => mergePeople(survivor._id, customerId, 'unionid', tx));
  expect(await who()).toBe(survivor._id);
  await unmerge({ mergeId, reason }, admin.token);
  expect(await who()).toBe(customerId);
});

test('chains: every id leads to the last survivor; the later merge is taken back first', async () => {
  const [inner, middle, outer] = [await aMiniCustomer({ openids: ['oC1'] }), await aMiniCustomer({ openids: ['oC2'] }), await contact()];
  const before = await stored(inner._id, middle._id, outer._id);
  const first = await merge(middle, inner);
  const second = await merge(outer, middle);
  for (const id of [inner._id, middle._id, outer._id]) {
    expect(await personIds(id)).toEqual({ personId: outer._id, ids: [outer._id, middle._id, inner._id] });
  }
  expect(await stored(outer._id)).toMatchObject([{ openids: ['oC2', 'oC1'] }]);
  expect(await unmerge({ mergeId: first, reason }, admin.token)).toMatchObject({ status: 409, body: { code: 'customers.mergeBuiltOn' } });
  expect((await unmerge({ mergeId: second, reason }, admin.token)).status).toBe(200);
  expect(await personIds(inner._id)).toEqual({ personId: middle._id, ids: [middle._id, inner._id] });
  expect((await unmerge({ mergeId: first, reason }, admin.token)).status).toBe(200);
  expect(await stored(inner._id, middle._id, outer._id)).toEqual(before);
});

test('a merge that was taken back hinders no other one', async () => {
  const [survivor, first, second] = [await contact(), await aMiniCustomer(), await aMiniCustomer()];
  await unmerge({ mergeId: await merge(survivor, first), reason }, admin.token);
  const mergeId = await merge(survivor, second);
  expect((await unmerge({ mergeId, reason }, admin.token)).status).toBe(200);
  expect(await stored(survivor._id)).toMatchObject([{ openids: [], mergedIds: [] }]);
});

test('property, in the database: merge then unmerge is the first state', async () => {
  const side = fc.record({ openids: fc.integer({ min: 0, max: 2 }), unionid: fc.boolean(), phone: fc.option(fc.integer({ min: 1, max: 28 }), { nil: null }) });
  let n = 0;
  const given = ({ openids, unionid, phone }: { openids: number; unionid: boolean; phone: number | null }) => ({
    openids: Array.from({ length: openids }, () => `oP${(n += 1)}`), ...(unionid ? { unionid: `UP${n}` } : {}),
    ...(phone ? { phone: aPhone(), phoneVerifiedAt: `2026-02-${String(phone).padStart(2, '0')}T00:00:00.000Z` } : {}),
  });
  await fc.assert(fc.asyncProperty(side, side, fc.boolean(), async (one, other, isContact) => {
    const survivor = isContact ? await contact(given(one)) : await aMiniCustomer(given(one));
    const absorbed = await aMiniCustomer(given(other));
    const before = await stored(survivor._id, absorbed._id);
    const mergeId = await merge(survivor, absorbed);
    expect((await unmerge({ mergeId, reason }, admin.token)).status).toBe(200);
    expect(await stored(survivor._id, absorbed._id)).toEqual(before);
  }), { numRuns: 25 });
});

test('the same two merged at the same moment by several: one merge', async () => {
  const survivor = await contact({ unionid: 'U4' });
  const absorbed = await aMiniCustomer({ unionid: 'U4' });
  await Promise.all(Array.from({ length: 6 }, (_, n) => inTransaction((tx) => joinByUnionid(n % 2 ? survivor._id : absorbed._id, tx))));
  expect(await CustomerMerge.find({ survivorId: survivor._id }).lean()).toMatchObject([{ absorbedId: absorbed._id }]);
  expect(await stored(survivor._id)).toMatchObject([{ mergedIds: [absorbed._id] }]);
});

test('an external contact is never absorbed, a tombstone never merged', async () => {
  const [one, other, gone] = [await contact(), await contact(), await aMiniCustomer()];
  await expect(merge(one, other)).rejects.toThrow('external contact');
  await merge(one, gone);
  await expect(merge(other, gone)).rejects.toThrow('living');
});

import { Customer } from '../../server/customers/customer.model.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer } from '../support/customersBuilders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
let [amy, ben, east, south]: SignedIn[] = [];
let customerId = '';
beforeAll(async () => {
  await aTree();
  amy = await aSignedIn({ place: 'bund' });
  ben = await aSignedIn({ place: 'xuhui' });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  south = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  const customer = await aCustomer({ follows: amy ? [{ staff: amy.staff }] : [] });
  customerId = customer._id;
  const { bearer } = await aMember({ of: customer });
  for (const granted of [true, false]) await post('privacy.saveChoices', { noticeVersion: 2, choices: [{ purpose: 'marketing', granted }] }, { bearer });
});
const list = (input: unknown, who?: SignedIn) => post('privacy.listChoices', input, who ? { token: who.token } : {});

test('who may see the customer sees what was decided, newest first', async () => {
  for (const who of [amy, east]) {
    const { status, body } = await list({ customerId }, who);
    expect(status).toBe(200);
    expect(body.current[0]).toMatchObject({ purpose: 'marketing', name: '营销信息', granted: false });
    expect(body.history.map((each: { granted: boolean }) => each.granted)).toEqual([false, true]);
  }
});

test('what a record that was merged had said counts for the person', async () => {
  const absorbed = await aMember();
  await post('privacy.saveChoices', { noticeVersion: 2, choices: [{ purpose: 'analytics', granted: true }] }, { bearer: absorbed.bearer });
  await Customer.updateOne({ _id: absorbed.customerId }, { mergedInto: customerId });
  await Customer.updateOne({ _id: customerId }, { $addToSet: { mergedIds: absorbed.customerId } });
  const { body } = await list({ customerId }, amy);
  expect(body.current.find((each: { purpose: string }) => each.purpose === 'analytics').granted).toBe(true);
});

test("another manager's, another branch's, and one that never was: 404", async () => {
  for (const who of [ben, south]) expect(await list({ customerId }, who)).toMatchObject({ status: 404, body: { code: 'customers.notFound' } });
  expect(await list({ customerId: 'none' }, east)).toMatchObject({ status: 404 });
});

test('nobody: 401; a customer: 403; bad input: 400', async () => {
  expect(await list({ customerId })).toMatchObject({ status: 401 });
  const { bearer } = await aMember();
  expect(await post('privacy.listChoices', { customerId }, { bearer })).toMatchObject({ status: 403 });
  expect(await list({ customerId: { $ne: '' } }, east)).toMatchObject({ status: 400 });
});

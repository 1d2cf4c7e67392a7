import { Customer } from '../../server/customers/customer.model.ts';
import { Session } from '../../server/platform/session.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { aCustomer } from '../support/customersBuilders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
beforeAll(aTree);

const call = (input: unknown, bearer?: string) => post('customers.getMember', input, bearer ? { bearer } : {});

test('a customer sees themselves, with the verified phone masked, and again the same', async () => {
  const of = await aCustomer({ name: '小雨', phone: '13800000001', follows: [{ staff: await aStaff(), remark: '内部备注', phones: ['13900000009'] }] });
  const { bearer } = await aMember({ of });
  const { status, body } = await call({}, bearer);
  expect(status).toBe(200);
  expect(body).toEqual({ id: of._id, name: '小雨', phoneMasked: '138****0001', isPhoneVerified: true, signedInAt: expect.any(String) });
  expect((await call({}, bearer)).body).toEqual(body);
});

test("a manager's note of a number is not shown as the customer's", async () => {
  const of = await aCustomer({ follows: [{ staff: await aStaff(), phones: ['13900000009'] }] });
  const { bearer } = await aMember({ of });
  expect((await call({}, bearer)).body).toMatchObject({ phoneMasked: '', isPhoneVerified: false });
});

test('nobody, an expired session and one whose person is gone: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const expired = await aMember();
  await Session.updateOne({ subjectId: expired.openid }, { expiresAt: new Date(0) });
  expect((await call({}, expired.bearer)).status).toBe(401);
  const gone = await aMember();
  await Customer.deleteOne({ _id: gone.customerId });
  expect((await call({}, gone.bearer)).status).toBe(401);
});

test('staff, whatever their role: 403', async () => {
  const { token } = await aSignedIn({ place: 'headquarters', roles: ['admin', 'manager', 'supervisor', 'operator', 'compliance'] });
  expect(await post('customers.getMember', {}, { token })).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([[{ id: 'x' }, 'id'], [{ id: { $ne: '' } }, 'id.$ne']])('bad input %j names the field', async (input, path) => {
  const answer = await call(input, (await aMember()).bearer);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

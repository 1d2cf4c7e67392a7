import { Customer } from '../../server/customers/customer.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { redis } from '../../server/platform/redis.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember, type SignedInMember } from '../support/memberBuilders.ts';
import { useWecomStub } from '../support/wecomStub.ts';

useServer();
const wecom = useWecomStub();
let member: SignedInMember;
beforeAll(aTree);
beforeEach(async () => {
  await redis().flushdb();
  wecom.refuses.clear();
  member = await aMember();
});

let codes = 0;
function aCode(phone: string): string {
  codes += 1;
  wecom.phones.set(`phone${codes}`, phone);
  return `phone${codes}`;
}
const call = (input: unknown, bearer: string = member.bearer) => post('customers.verifyWechatPhone', input, { bearer });

test("WeChat's number is a verified one", async () => {
  const { status, body } = await call({ code: aCode('13700000001') });
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: member.customerId, phoneMasked: '137****0001', isPhoneVerified: true });
  expect(await EventLog.find({ name: 'customers.phoneVerified', 'subject.customerId': member.customerId }).lean()).toMatchObject([{ payload: { isFirst: true } }]);
});

test('a number of somebody else moves here', async () => {
  const other = await aMember();
  await call({ code: aCode('13700000002') }, other.bearer);
  expect((await call({ code: aCode('13700000002') })).body).toMatchObject({ id: member.customerId, isPhoneVerified: true });
  expect(await Customer.findById(other.customerId).lean()).toMatchObject({ phone: null, mergedInto: null });
});

test('a second call with the same code: 400, as WeChat takes it once; the number stays', async () => {
  const code = aCode('13700000003');
  await call({ code });
  expect(await call({ code })).toMatchObject({ status: 400, body: { code: 'customers.phoneCodeInvalid' } });
  expect((await post('customers.getMember', {}, { bearer: member.bearer })).body.phoneMasked).toBe('137****0003');
});

test('WeChat away: 503', async () => {
  wecom.refuses.set('getuserphonenumber', 40_013);
  expect(await call({ code: aCode('13700000004') })).toMatchObject({ status: 503, body: { code: 'customers.wechatAway' } });
});

test('ten a day for a session', async () => {
  for (let n = 0; n < 10; n += 1) expect((await call({ code: 'madeUp' })).status).toBe(400);
  expect(await call({ code: aCode('13700000005') })).toMatchObject({ status: 429, body: { code: 'customers.phoneCodeTooOften' } });
});

test('nobody signed in: 401; staff: 403', async () => {
  expect(await post('customers.verifyWechatPhone', { code: 'x' })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn();
  expect(await post('customers.verifyWechatPhone', { code: 'x' }, { token })).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([[{}, 'code'], [{ code: { $ne: '' } }, 'code.$ne'], [{ code: 'x', phone: '13800000001' }, 'phone']])('bad input %j names the field', async (input, path) => {
  const answer = await call(input);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

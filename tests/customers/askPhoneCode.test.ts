import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { phoneCodeOf } from '../../server/customers/phoneCode.ts';
import { PhoneChallenge } from '../../server/customers/phoneChallenge.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { unsealPhone } from '../../server/platform/phone.ts';
import { redis } from '../../server/platform/redis.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember, type SignedInMember } from '../support/memberBuilders.ts';

useServer();
let member: SignedInMember;
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T06:00:00.000Z');
});
beforeEach(async () => {
  await redis().flushdb();
  member = await aMember();
});

const call = (input: unknown, bearer: string | undefined = member.bearer) => post('customers.askPhoneCode', input, bearer ? { bearer } : {});
let numbers = 0;
const aPhone = () => `138${String((numbers += 1)).padStart(8, '0')}`;

test('a code is asked for: ten minutes to live, a minute until the next', async () => {
  const phone = aPhone();
  const { status, body } = await call({ phone });
  expect(status).toBe(200);
  expect(body).toEqual({ challengeId: expect.any(String), expiresAt: '2026-11-22T06:10:00.000Z', resendAt: '2026-11-22T06:01:00.000Z' });
  const [fact] = await EventLog.find({ name: 'customers.phoneCodeAsked', 'payload.challengeId': body.challengeId }).lean();
  expect(fact).toMatchObject({ payload: { challengeId: body.challengeId, customerId: member.customerId } });
  expect(unsealPhone((fact?.payload as { sealedPhone: string }).sealedPhone)).toBe(phone);
});

test('neither code nor number is stored in clear anywhere', async () => {
  const phone = aPhone();
  const { body } = await call({ phone });
  const code = phoneCodeOf(body.challengeId);
  const all = JSON.stringify([await PhoneChallenge.find().lean(), await EventLog.find().lean(), await Owed.find().lean(), await AuditLog.find().lean(), body]);
  expect(all).not.toContain(phone);
  expect(all).not.toMatch(new RegExp(`"${code}"|:${code}[,}]`));
});

test('codes have six digits and differ by challenge', () => {
  const codes = Array.from({ length: 500 }, (_, n) => phoneCodeOf(`challenge${n}`));
  expect(codes.filter((code) => !/^\d{6}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBeGreaterThan(490); // 500 of 1,000,000: 0.1 repeats to be expected
  expect(phoneCodeOf('challenge1')).toBe(codes[1]);
});

test('the next one within a minute is refused, and is not counted for the day', async () => {
  const phone = aPhone();
  await call({ phone });
  for (let n = 0; n < 15; n += 1) expect(await call({ phone })).toMatchObject({ status: 429, body: { code: 'customers.phoneCodeTooOften' } });
  expect((await call({ phone: aPhone() })).status).toBe(200);
  expect(await PhoneChallenge.countDocuments({ customerId: member.customerId })).toBe(2);
});

test('a phone gets ten a day, whoever asks', async () => {
  const phone = aPhone();
  const statuses: number[] = [];
  for (let n = 0; n < 11; n += 1) {
    await redis().del(await resendKey());
    statuses.push((await call({ phone }, (await aMember()).bearer)).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
});

/** As if a minute had passed: Redis counts by its own clock. */
async function resendKey(): Promise<string> {
  const [key = 'none'] = await redis().keys('guanhu:limit:phoneCodeResend:*');
  return key;
}

test('who has none left for the day does not keep another phone from its code', async () => {
  for (let n = 0; n < 10; n += 1) await call({ phone: aPhone() });
  const phone = aPhone();
  expect(await call({ phone })).toMatchObject({ status: 429, body: { code: 'customers.phoneCodeTooOften' } });
  expect(await call({ phone }, (await aMember()).bearer)).toMatchObject({ status: 200 });
});

test('a person gets ten a day, whatever the phone', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 11; n += 1) statuses.push((await call({ phone: aPhone() })).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
});

test('an address gets a hundred a day', async () => {
  const statuses: number[] = [];
  for (let person = 0; person < 11; person += 1) {
    const { bearer } = await aMember();
    for (let n = 0; n < 10; n += 1) statuses.push((await call({ phone: aPhone() }, bearer)).status);
  }
  expect(statuses.slice(0, 100).filter((status) => status !== 200)).toEqual([]);
  expect(statuses.slice(100)).toEqual(Array.from({ length: 10 }, () => 429));
});

test('nobody signed in: 401; staff: 403', async () => {
  expect(await post('customers.askPhoneCode', { phone: aPhone() })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn();
  expect(await post('customers.askPhoneCode', { phone: aPhone() }, { token })).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([
  [{}, 'phone'],
  [{ phone: '12800000001' }, 'phone'],
  [{ phone: '138 0000 0001' }, 'phone'],
  [{ phone: { $gt: '' } }, 'phone.$gt'],
  [{ phone: '13800000001', customerId: 'x' }, 'customerId'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

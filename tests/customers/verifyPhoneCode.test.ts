import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { PhoneChallenge } from '../../server/customers/phoneChallenge.model.ts';
import { redis } from '../../server/platform/redis.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { aPhone, asked, phoneNow, verifiedFacts, verify } from '../support/phoneCodes.ts';

useServer();
beforeAll(aTree);
beforeEach(async () => {
  await redis().flushdb();
  freezeClock('2026-11-22T06:00:00.000Z');
});

const wrongOf = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');
const stored = (id: string) => Customer.findById(id).lean();

test('the right code verifies the phone; the second call gives the same answer and tells nothing more', async () => {
  const { bearer, customerId } = await aMember();
  const answer = await asked(bearer, '13800000001');
  const { status, body } = await verify(answer, bearer);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: customerId, phoneMasked: '138****0001', isPhoneVerified: true });
  expect(await verify(answer, bearer)).toMatchObject({ status: 200, body });
  expect(await phoneNow(customerId)).toBe('13800000001');
  expect(await stored(customerId)).toMatchObject({ phoneVerifiedAt: new Date('2026-11-22T06:00:00.000Z') });
  expect(await verifiedFacts(customerId)).toEqual([true]);
  expect(await AuditLog.find({ operation: 'customers.verifyPhoneCode', subject: `customer:${customerId}` }).lean()).toHaveLength(2);
  expect(JSON.stringify(await Customer.find().lean())).not.toContain('13800000001');
});

test('five wrong tries, each told what is left; then even the right code is refused', async () => {
  const { bearer, customerId } = await aMember();
  const { challengeId, code } = await asked(bearer, aPhone());
  const messages: string[] = [];
  for (let n = 1; n <= 5; n += 1) {
    const answer = await verify({ challengeId, code: wrongOf(code, n) }, bearer);
    expect(answer).toMatchObject({ status: 400, body: { code: 'customers.phoneCodeWrong' } });
    messages.push(answer.body.message);
  }
  expect(messages.slice(0, 4).map((text) => /试 (\d) 次/.exec(text)?.[1])).toEqual(['4', '3', '2', '1']);
  expect(await verify({ challengeId, code }, bearer)).toMatchObject({ status: 409, body: { code: 'customers.phoneCodeSpent' } });
  expect(await phoneNow(customerId)).toBeNull();
});

test('the fifth try may be the right one, and its repeat gives the same answer', async () => {
  const { bearer } = await aMember();
  const { challengeId, code } = await asked(bearer, aPhone());
  for (let n = 1; n <= 4; n += 1) await verify({ challengeId, code: wrongOf(code, n) }, bearer);
  expect((await verify({ challengeId, code }, bearer)).status).toBe(200);
  expect((await verify({ challengeId, code }, bearer)).status).toBe(200);
  expect(await verify({ challengeId, code: wrongOf(code) }, bearer)).toMatchObject({ status: 409, body: { code: 'customers.phoneCodeSpent' } });
});

test('400 guesses, forty at a time, then the right code: five are compared', async () => {
  const { bearer, customerId } = await aMember();
  const { challengeId, code } = await asked(bearer, aPhone());
  const statuses: number[] = [];
  for (let part = 0; part < 10; part += 1) {
    const guesses = Array.from({ length: 40 }, (_, n) => wrongOf(code, 1 + part * 40 + n));
    statuses.push(...(await Promise.all(guesses.map((guess) => verify({ challengeId, code: guess }, bearer)))).map((each) => each.status));
  }
  expect(statuses.filter((status) => status === 400)).toHaveLength(5);
  expect(statuses.filter((status) => status === 409)).toHaveLength(395);
  expect((await verify({ challengeId, code }, bearer)).status).toBe(409);
  expect(await PhoneChallenge.findById(challengeId).lean()).toMatchObject({ tries: 5, usedAt: null });
  expect(await phoneNow(customerId)).toBeNull();
});

test('after ten minutes it is spent, also for who has used it', async () => {
  const { bearer } = await aMember();
  const used = await asked(bearer, aPhone());
  const late = await asked(bearer, aPhone());
  freezeClock('2026-11-22T06:09:59.000Z');
  expect((await verify(used, bearer)).status).toBe(200);
  freezeClock('2026-11-22T06:10:00.000Z');
  for (const each of [used, late]) expect(await verify(each, bearer)).toMatchObject({ status: 409, body: { code: 'customers.phoneCodeSpent' } });
});

test("another person's challenge is like none, and costs its owner no try", async () => {
  const [owner, other] = [await aMember(), await aMember()];
  const answer = await asked(owner.bearer, aPhone());
  for (let n = 0; n < 6; n += 1) expect(await verify(answer, other.bearer)).toMatchObject({ status: 409, body: { code: 'customers.phoneCodeSpent' } });
  expect(await verify({ ...answer, challengeId: 'nothing' }, other.bearer)).toMatchObject({ status: 409, body: { code: 'customers.phoneCodeSpent' } });
  expect((await verify(answer, owner.bearer)).status).toBe(200);
});

test('the right code from two tabs at once is one verification', async () => {
  const { bearer, customerId } = await aMember();
  const answer = await asked(bearer, aPhone());
  const answers = await Promise.all(Array.from({ length: 5 }, () => verify(answer, bearer)));
  expect(answers.map((each) => each.status)).toEqual([200, 200, 200, 200, 200]);
  expect(await verifiedFacts(customerId)).toEqual([true]);
});

test('nobody signed in: 401; staff: 403', async () => {
  const input = { challengeId: 'x', code: '000000' };
  expect(await verify(input)).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn();
  expect(await post('customers.verifyPhoneCode', input, { token })).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([
  [{ challengeId: 'x' }, 'code'],
  [{ challengeId: 'x', code: '12345' }, 'code'],
  [{ challengeId: 'x', code: 123456 }, 'code'],
  [{ challengeId: { $gt: '' }, code: '123456' }, 'challengeId.$gt'],
  [{ challengeId: 'x', code: '123456', phone: '13800000001' }, 'phone'],
])('bad input %j names the field', async (input, path) => {
  const answer = await verify(input, (await aMember()).bearer);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { Session } from '../../server/platform/session.ts';
import { post, useServer } from '../support/harness.ts';
import { useSignInDesk } from '../support/signInDesk.ts';

useServer();
const { wecom, aCode, call, signIn, living } = useSignInDesk();

test('somebody new becomes a customer with a session of thirty days', async () => {
  const { status, body } = await call({ code: aCode('o1', 'U1') });
  expect(status).toBe(200);
  expect(body).toEqual({
    token: expect.stringMatching(/^[0-9A-Za-z_-]{43}$/), expiresAt: expect.any(String),
    member: { id: expect.any(String), name: '', phoneMasked: '', isPhoneVerified: false, signedInAt: expect.any(String) },
  });
  expect(new Date(body.expiresAt).getTime() - new Date(body.member.signedInAt).getTime()).toBe(30 * 86_400_000);
  expect(await living()).toMatchObject([{ _id: body.member.id, externalUserid: null, openids: ['o1'], unionid: 'U1', follows: [], facts: { holder: null, confirmedHolder: null } }]);
  expect((await post('customers.getMember', {}, { bearer: body.token })).body).toEqual(body.member);
  expect(await AuditLog.find({ operation: 'customers.signIn' }).lean()).toMatchObject([{ subject: `customer:${body.member.id}` }]);
});

test('neither token nor session key is stored', async () => {
  const { token } = await signIn('o1');
  expect(JSON.stringify(await Session.find().lean())).not.toContain(token);
  expect(JSON.stringify([await Customer.find().lean(), await AuditLog.find().lean()])).not.toContain('c3R1Yi1zZXNzaW9uLWtleQ');
});

test('who comes again is the same, and keeps the earlier session', async () => {
  const first = await signIn('o1');
  const second = await signIn('o1');
  expect(second.member.id).toBe(first.member.id);
  expect(second.token).not.toBe(first.token);
  expect((await post('customers.getMember', {}, { bearer: first.token })).status).toBe(200);
  expect(await living()).toHaveLength(1);
});

test('signed in many times at once, it is one customer', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => call({ code: aCode('o1', 'U1') })));
  expect(answers.map((each) => each.status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect(new Set(answers.map((each) => each.body.member.id)).size).toBe(1);
  expect(await living()).toHaveLength(1);
});

test('a code that was used, is old or was made up: 400; WeChat away: 503', async () => {
  const code = aCode('o1');
  expect((await call({ code })).status).toBe(200);
  expect(await call({ code })).toMatchObject({ status: 400, body: { code: 'customers.loginCodeInvalid' } });
  expect(await call({ code: 'madeUp' })).toMatchObject({ status: 400, body: { code: 'customers.loginCodeInvalid' } });
  wecom.refuses.set('jscode2session', 40_163);
  expect(await call({ code: aCode('o1') })).toMatchObject({ status: 400, body: { code: 'customers.loginCodeInvalid' } });
  wecom.refuses.set('jscode2session', 40_013);
  expect(await call({ code: aCode('o1') })).toMatchObject({ status: 503, body: { code: 'customers.wechatAway' } });
});

test('one address is held up after 120 in a minute', async () => {
  const answers: number[] = [];
  for (let part = 0; part < 13; part += 1) answers.push(...(await Promise.all(Array.from({ length: 10 }, () => call({ code: 'madeUp' })))).map((each) => each.status));
  expect(answers.filter((status) => status === 400)).toHaveLength(120);
  expect(answers.filter((status) => status === 429)).toHaveLength(10);
});

test('a staff session does not open the mini-program, nor the other way round', async () => {
  const { token } = await signIn('o1');
  expect((await post('customers.getMember', {}, { token })).status).toBe(401);
  expect((await post('org.getSession', {}, { bearer: token })).status).toBe(403);
});

test.each([
  [{}, 'code'],
  [{ code: '' }, 'code'],
  [{ code: { $ne: '' } }, 'code.$ne'],
  [{ code: 'x', openid: 'o1' }, 'openid'],
])('bad input %j names the field', async (input, path) => {
  const answer = await call(input);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

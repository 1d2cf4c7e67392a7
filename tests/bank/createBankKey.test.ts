import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { BankKey } from '../../server/bank/bankKey.model.ts';
import { RememberedAnswer } from '../../server/platform/idempotency.ts';
import { anEvent, signedPost } from '../support/bankBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
let admin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});
beforeEach(async () => { await BankKey.deleteMany({}); });

const create = (input: unknown, token?: string, headers: Record<string, string> = {}) => post('bank.createBankKey', input, { ...(token ? { token } : {}), headers });

test('the secret is shown once, is stored sealed, and signs', async () => {
  const { status, body } = await create({ name: '核心系统' }, admin.token);
  expect([status, body]).toMatchObject([200, { name: '核心系统', state: 'active', lastUsedAt: null, can: [], secret: expect.stringMatching(/^[\w-]{43}$/) }]);
  expect(JSON.stringify(await BankKey.findById(body.id).lean())).not.toContain(body.secret);
  expect(JSON.stringify((await post('bank.listBankKeys', {}, { token: admin.token })).body)).not.toContain(body.secret);
  expect((await signedPost({ id: body.id, secret: body.secret }, { events: [anEvent()] })).status).toBe(200);
  const rows = await AuditLog.find({ operation: 'bank.createBankKey', subject: `bankKey:${body.id}` }).lean();
  expect(rows).toMatchObject([{ actorId: admin.staff._id, detail: { name: '核心系统' } }]);
  expect(JSON.stringify(rows)).not.toContain(body.secret);
});

test('a second call makes a second key; no answer with a secret is kept, not even under an idempotency key', async () => {
  const headers = { 'idempotency-key': 'same-key-0001' };
  const [first, second] = [await create({ name: '旧' }, admin.token, headers), await create({ name: '新' }, admin.token, headers)];
  expect(second.body.secret).not.toBe(first.body.secret);
  expect(second.body.can).toEqual(['bank.retireBankKey']);
  expect(await RememberedAnswer.countDocuments({ operation: 'bank.createBankKey' })).toBe(0);
});

test('nobody: 401; a branch’s administrator, other roles and customers: 403; a sign-in of an hour ago: again', async () => {
  expect(await create({ name: 'x' })).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn({ place: 'east', roles: ['admin'] });
  expect(await create({ name: 'x' }, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
  for (const role of ['manager', 'supervisor', 'operator', 'compliance'] as const) {
    expect(await create({ name: 'x' }, (await aSignedIn({ place: 'headquarters', roles: [role] })).token)).toMatchObject({ status: 403 });
  }
  expect(await post('bank.createBankKey', { name: 'x' }, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
  const stale = await aSignedIn({ place: 'headquarters', roles: ['admin'], signedInMinutesAgo: 60 });
  expect(await create({ name: 'x' }, stale.token)).toMatchObject({ status: 401, body: { code: 'platform.freshSignInNeeded' } });
  expect(await BankKey.countDocuments()).toBe(0);
});

test.each([
  [{}, 'name'], [{ name: '  ' }, 'name'], [{ name: 'x'.repeat(31) }, 'name'], [{ name: { $gt: '' } }, 'name.$gt'], [{ name: 'x', secret: 'mine' }, 'secret'],
])('bad input %j names the field', async (input, path) => {
  const answer = await create(input, admin.token);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

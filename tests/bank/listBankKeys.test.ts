import { BankKey } from '../../server/bank/bankKey.model.ts';
import { aBankKey } from '../support/bankBuilders.ts';
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

const list = (token?: string, input: unknown = {}) => post('bank.listBankKeys', input, token ? { token } : {});

test('those in use first; the only one in use cannot be retired', async () => {
  await aBankKey({ name: '旧', state: 'retired' });
  await aBankKey({ name: '现用' });
  const rows = async () => (await list(admin.token)).body.rows.map((row: { name: string; state: string; can: string[] }) => [row.name, row.state, row.can]);
  expect(await rows()).toEqual([['现用', 'active', []], ['旧', 'retired', []]]);
  expect((await list(admin.token)).body.can).toEqual(['bank.createBankKey']);
  await aBankKey({ name: '新' });
  expect((await rows()).filter(([, , can]: [string, string, string[]]) => can.length > 0).map(([name]: [string]) => name).sort()).toEqual(['新', '现用']);
  expect(JSON.stringify((await list(admin.token)).body)).not.toMatch(/sealed|secret/i);
});

test('nobody: 401; a branch’s administrator, other roles and customers: 403; a second call says the same', async () => {
  await aBankKey();
  expect(await list()).toMatchObject({ status: 401 });
  expect(await list((await aSignedIn({ place: 'east', roles: ['admin'] })).token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
  for (const role of ['manager', 'supervisor', 'operator', 'compliance'] as const) {
    expect(await list((await aSignedIn({ place: 'headquarters', roles: [role] })).token)).toMatchObject({ status: 403 });
  }
  expect(await post('bank.listBankKeys', {}, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
  expect((await list(admin.token)).body).toEqual((await list(admin.token)).body);
});

test.each([[{ page: 1 }, 'page'], [{ $where: '1' }, '$where']])('bad input %j names the field', async (input, path) => {
  const answer = await list(admin.token, input);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

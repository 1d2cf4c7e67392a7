import { aBankKey } from '../support/bankBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { csv, sendFile, uploadFile } from '../support/fileBuilders.ts';
import { freezeClock, post, useServer, workOff } from '../support/harness.ts';

useServer();
let operator: SignedIn;
beforeAll(async () => {
  await aTree();
  operator = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  const key = await aBankKey();
  freezeClock('2026-11-22T06:00:00.000Z');
  await uploadFile(operator.token, csv('a,b'), { name: '一.csv' });
  freezeClock('2026-11-22T06:01:00.000Z');
  await sendFile(key, 'licences', csv('managerEmployeeNo,kind,validUntil', 'E1,保险,2027-01-31', 'E1,保险,2027-01-31', 'E2,,x'));
  await workOff();
  freezeClock('2026-11-22T06:02:00.000Z');
  await sendFile(key, 'products', csv('productCode'));
});

const list = (input: object = {}, token: string | undefined = operator.token) => post('bank.listFiles', input, token ? { token } : {});
const kindsOf = ({ body }: { body: { rows: { kind: string; state: string }[] } }) => body.rows.map(({ kind, state }) => `${kind} ${state}`);

test('newest first, with what became of the lines', async () => {
  const answer = await list();
  expect(kindsOf(answer)).toEqual(['products refused', 'licences done', 'events uploaded']);
  expect(answer.body).toMatchObject({ total: 3, rows: [{ reason: expect.stringContaining('name：缺少这一列') }, { counts: { received: 3, applied: 1, waiting: 0, duplicate: 1, outdated: 0, refused: 1 } }, { name: '一.csv', can: ['bank.startUpload', 'bank.discardFile'] }] });
  expect((await list()).body).toEqual(answer.body);
});

test('by page, kind and state', async () => {
  expect(kindsOf(await list({ page: 2, pageSize: 2 }))).toEqual(['events uploaded']);
  expect(kindsOf(await list({ kind: 'licences' }))).toEqual(['licences done']);
  expect(kindsOf(await list({ state: 'refused' }))).toEqual(['products refused']);
  expect((await list({ kind: 'licences', state: 'refused' })).body).toEqual({ rows: [], total: 0 });
});

test('401, 403 and bad input', async () => {
  expect((await list({}, '')).status).toBe(401);
  for (const given of [{ place: 'east' as const, role: 'admin' as const }, { place: 'headquarters' as const, role: 'compliance' as const }]) {
    expect((await list({}, (await aSignedIn({ place: given.place, roles: [given.role] })).token)).status).toBe(403);
  }
  for (const input of [{ kind: 'x' }, { state: { $ne: 'done' } }, { page: 0 }, { more: 1 }]) expect((await list(input)).status).toBe(400);
});

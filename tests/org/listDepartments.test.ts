import { Department } from '../../server/org/department.model.ts';
import { aSignedIn, aStaff, aTree, type Place } from '../support/builders.ts';
import type { Role } from '../../shared/org/constants.ts';
import { emptyData, post, useServer } from '../support/harness.ts';

useServer();
beforeEach(async () => {
  await emptyData();
  await aTree();
});

const call = (input: unknown, token?: string) => post('org.listDepartments', input, token ? { token } : {});
const counts = (body: { rows: { path: string; staffCount: number }[] }) => Object.fromEntries(body.rows.map((row) => [row.path, row.staffCount]));

test('the tree, parents first, with everyone counted in the department and all above it', async () => {
  const { token } = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  for (const place of ['east', 'bund', 'bund', 'xuhui', 'tianhe'] as const) await aStaff({ place });
  await aStaff({ place: 'bund', status: 'left' });
  const { status, body } = await call({}, token);
  expect(status).toBe(200);
  expect(counts(body)).toEqual({ '/1/': 6, '/1/2/': 4, '/1/3/': 1, '/1/2/21/': 2, '/1/2/22/': 1, '/1/3/31/': 1 });
  expect(body.rows.map((row: { id: number }) => row.id)).toEqual([1, 2, 3, 21, 22, 31]);
  expect(body.rows[3]).toEqual({ id: 21, name: '外滩支行', parentId: 2, path: '/1/2/21/', kind: 'subBranch', staffCount: 2 });
  expect(body.can).toEqual(['org.startSync']);
  expect(Date.parse(body.syncedAt)).not.toBeNaN();
  expect((await call({}, token)).body).toEqual(body);
});

test.each([
  ['supervisor', 'east', { '/1/2/': 2, '/1/2/21/': 1, '/1/2/22/': 0 }],
  ['operator', 'south', { '/1/3/': 1, '/1/3/31/': 0 }],
  ['admin', 'south', { '/1/3/': 1, '/1/3/31/': 0 }],
  ['compliance', 'xuhui', { '/1/2/22/': 1 }],
  ['manager', 'bund', { '/1/2/21/': 2 }],
] as [Role, Place, object][])('a %s of %s sees their own part only', async (role, place, expected) => {
  await aStaff({ place: 'bund' });
  const { token } = await aSignedIn({ place, roles: [role] });
  const { body } = await call({}, token);
  expect(counts(body)).toEqual(expected);
  expect(body.can).toEqual(role === 'admin' ? ['org.startSync'] : []);
});

test("a manager of a branch's own office does not see the offices below", async () => {
  const { token } = await aSignedIn({ place: 'east', roles: ['manager'] });
  expect(counts((await call({}, token)).body)).toEqual({ '/1/2/': 1 });
});

test('a department that is gone is not listed', async () => {
  const { token } = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  await Department.updateOne({ _id: 31 }, { removedAt: new Date('2026-01-01') });
  expect(Object.keys(counts((await call({}, token)).body))).not.toContain('/1/3/31/');
});

test('before the first sync there is nothing', async () => {
  await Department.deleteMany({});
  const { token } = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  expect(await call({}, token)).toMatchObject({ status: 200, body: { rows: [], syncedAt: null } });
});

test('nobody signed in: 401', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
});

test.each([[{ parentId: 1 }, 'parentId'], [{ $where: '1' }, '$where']])('bad input %j names the field', async (input, path) => {
  const { token } = await aSignedIn();
  expect(await call(input, token)).toMatchObject({ status: 400, body: { code: 'platform.badInput', issues: [{ path }] } });
});

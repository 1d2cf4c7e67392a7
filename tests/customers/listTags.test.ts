import { findTags } from '../../server/customers/findTags.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { someTags } from '../support/customersBuilders.ts';
import { post, useServer } from '../support/harness.ts';

useServer();

beforeAll(async () => {
  await aTree();
  await someTags();
});

const call = (input: unknown, token?: string) => post('customers.listTags', input, token ? { token } : {});
const groups = [
  { id: 'etLevel', name: '客户等级', tags: [{ id: 'etPlatinum', name: '白金' }, { id: 'etGold', name: '金卡' }] },
  { id: 'etTaste', name: '兴趣偏好', tags: [{ id: 'etFunds', name: '理财' }] },
];

test.each(['manager', 'supervisor', 'operator', 'compliance', 'admin'] as const)('a %s sees tags by group, the larger order first, and again the same', async (role) => {
  const { token } = await aSignedIn({ roles: [role], place: 'tianhe' });
  expect(await call({}, token)).toMatchObject({ status: 200, body: { groups } });
  expect((await call({}, token)).body).toEqual({ groups });
});

test('nobody signed in: 401; no role: 403', async () => {
  expect(await call({})).toMatchObject({ status: 401, body: { code: 'platform.notSignedIn' } });
  const { token } = await aSignedIn({ roles: [] });
  expect(await call({}, token)).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
});

test.each([[{ groupId: 'etLevel' }, 'groupId'], [{ groups: { $ne: 1 } }, 'groups.$ne']])('bad input %j names the field', async (input, path) => {
  const { token } = await aSignedIn();
  const answer = await call(input, token);
  expect(answer).toMatchObject({ status: 400, body: { code: 'platform.badInput' } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

test('tags are found by id in the order asked; one that is gone is refused', async () => {
  expect(await findTags(['etFunds', 'etGold'])).toEqual([{ id: 'etFunds', name: '理财' }, { id: 'etGold', name: '金卡' }]);
  await expect(findTags(['etGold', 'etGone'])).rejects.toMatchObject({ code: 'customers.tagNotFound' });
});

import { Deputy } from '../../server/org/deputy.model.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();
let [east, ben]: SignedIn[] = [];
let id = '';
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  ben = await aSignedIn({ place: 'xuhui', roles: ['supervisor'] });
  id = (await post('org.setDeputy', { deputyUserid: ben.staff._id, from: '2026-11-22', to: '2026-11-25' }, { token: east.token })).body.id;
});
const remove = (input: unknown, who?: SignedIn) => post('org.removeDeputy', input, who ? { token: who.token } : {});

test('only who set it ends it; a second call finds nothing', async () => {
  expect(await remove({ id }, ben)).toMatchObject({ status: 404, body: { code: 'org.deputyNotFound' } });
  expect(await remove({ id }, east)).toMatchObject({ status: 200, body: { removed: true } });
  expect(await Deputy.countDocuments()).toBe(0);
  expect(await remove({ id }, east)).toMatchObject({ status: 404 });
});

test('nobody: 401; a manager: 403; bad input: 400', async () => {
  expect(await remove({ id })).toMatchObject({ status: 401 });
  expect(await remove({ id }, await aSignedIn({ roles: ['manager'] }))).toMatchObject({ status: 403 });
  expect(await remove({ id: { $ne: '' } }, east)).toMatchObject({ status: 400 });
});

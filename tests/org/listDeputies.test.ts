import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();
let [east, ben, other]: SignedIn[] = [];
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  [east, ben, other] = await Promise.all([aSignedIn({ place: 'east', roles: ['supervisor'] }), aSignedIn({ place: 'xuhui', roles: ['supervisor'], name: '周本' }), aSignedIn({ roles: ['manager'] })]);
  await post('org.setDeputy', { deputyUserid: ben?.staff._id, from: '2026-11-22', to: '2026-11-22' }, { token: east?.token ?? '' });
});
const list = (who?: SignedIn, input: unknown = {}) => post('org.listDeputies', input, who ? { token: who.token } : {});

test('both sides see it, only who is away may end it; the day after it is gone', async () => {
  expect(await list(east)).toMatchObject({ status: 200, body: { rows: [{ deputy: { name: '周本' }, can: ['org.removeDeputy'] }], can: ['org.setDeputy'] } });
  expect((await list(ben)).body.rows).toMatchObject([{ can: [] }]);
  expect(await list(other)).toMatchObject({ body: { rows: [], can: [] } });
  freezeClock('2026-11-22T16:00:00Z');
  expect((await list(east)).body.rows).toEqual([]);
  freezeClock('2026-11-22T04:00:00Z');
});

test('nobody: 401; unknown fields: 400', async () => {
  expect(await list()).toMatchObject({ status: 401 });
  expect(await list(east, { userid: 'x' })).toMatchObject({ status: 400 });
});

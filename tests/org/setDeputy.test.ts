import { Deputy } from '../../server/org/deputy.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();
let east: SignedIn;
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  east = await aSignedIn({ place: 'east', roles: ['supervisor'], name: '沈立群' });
  await aStaff({ userid: 'u_deputy', name: '周本', place: 'xuhui', roles: ['supervisor', 'manager'] });
});
const set = (change: object = {}, who?: SignedIn) => post('org.setDeputy', { deputyUserid: 'u_deputy', from: '2026-11-23', to: '2026-11-27', ...change }, who ? { token: who.token } : {});

test('a colleague with the same role stands in from the first day to the last; set twice it is one', async () => {
  const first = await set({}, east);
  expect(first).toMatchObject({ status: 200, body: { staff: { name: '沈立群' }, deputy: { name: '周本' }, from: '2026-11-23', to: '2026-11-27', can: ['org.removeDeputy'] } });
  expect((await set({}, east)).body.id).toBe(first.body.id);
  expect(await Deputy.countDocuments()).toBe(1);
});

test('who has no role in common, works elsewhere, has left, is unknown, or is oneself: refused', async () => {
  await aStaff({ userid: 'u_manager', roles: ['manager'] });
  await aStaff({ userid: 'u_south', place: 'south', roles: ['supervisor'] });
  await aStaff({ userid: 'u_gone', roles: ['supervisor'], status: 'left' });
  for (const deputyUserid of ['u_manager', 'u_south', 'u_gone', 'u_none', east.staff._id]) {
    expect(await set({ deputyUserid }, east)).toMatchObject({ status: 409, body: { code: 'org.deputyUnavailable' } });
  }
});

test('nobody: 401; a manager: 403', async () => {
  expect(await set()).toMatchObject({ status: 401 });
  expect(await set({}, await aSignedIn({ roles: ['manager'] }))).toMatchObject({ status: 403 });
});

test.each([[{ to: '2026-11-22' }, 'to'], [{ from: '2026-11-01', to: '2026-11-21' }, 'to'], [{ from: 'x' }, 'from'], [{ userid: 'u_other' }, 'userid'], [{ deputyUserid: { $ne: '' } }, 'deputyUserid.$ne']])('bad input %j is refused', async (change, path) => {
  const answer = await set(change, east);
  expect(answer.status).toBe(400);
  if (path !== 'to') expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

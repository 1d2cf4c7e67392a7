import { Approval } from '../../server/org/approval.model.ts';
import { anApproval } from '../support/approvalBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
let amy: SignedIn;
let east: SignedIn;
let id = '';
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  amy = await aSignedIn({ place: 'bund', name: '陈安琪' });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'], name: '沈立群' });
  id = await anApproval({ by: amy });
});
const get = (input: unknown, who?: SignedIn) => post('org.getApproval', input, who ? { token: who.token } : {});

test('author and decider see it, each with what they may do; asked again the same', async () => {
  const first = await get({ id }, east);
  expect(first).toMatchObject({
    status: 200,
    body: { id, state: 'pending', author: { userid: amy.staff._id, name: '陈安琪' }, departmentName: '外滩支行', details: [{ label: '现管户', value: '陈安琪', before: null }], createdAt: '2026-11-22T04:00:00.000Z', can: ['org.decideApproval'] },
  });
  expect((await get({ id }, east)).body).toEqual(first.body);
  expect((await get({ id }, amy)).body).toEqual({ ...first.body, can: ['org.withdrawApproval'] });
});

test('one that a hundred newer ones have pushed off the list', async () => {
  freezeClock('2026-11-21T04:00:00Z');
  const old = await anApproval({ by: amy });
  freezeClock('2026-11-22T04:00:00Z');
  for (let count = 0; count < 100; count += 1) await anApproval({ by: amy });
  const { body } = await post('org.listApprovals', { pageSize: 100 }, { token: east.token });
  expect([body.rows.length, body.rows.some((row: { id: string }) => row.id === old)]).toEqual([100, false]);
  expect(await get({ id: old }, east)).toMatchObject({ status: 200, body: { id: old } });
});

test('who decided as a deputy still sees it when the days are over', async () => {
  const deputy = await aSignedIn({ place: 'xuhui', roles: ['supervisor'], name: '周本' });
  const asked = await anApproval({ by: amy });
  expect(await get({ id: asked }, deputy)).toMatchObject({ status: 404 });
  await post('org.setDeputy', { deputyUserid: deputy.staff._id, from: '2026-11-22', to: '2026-11-22' }, { token: east.token });
  expect(await get({ id: asked }, deputy)).toMatchObject({ status: 200, body: { can: ['org.decideApproval'] } });
  await post('org.decideApproval', { id: asked, approved: true, comment: '' }, { token: deputy.token });
  freezeClock('2026-11-22T16:00:00Z'); // the 23rd in Shanghai
  expect(await get({ id: asked }, deputy)).toMatchObject({ status: 200, body: { state: 'approved', can: [], decisions: [{ name: '周本', onBehalfOf: { name: '沈立群' } }] } });
  expect(await get({ id }, deputy)).toMatchObject({ status: 404 });
  freezeClock('2026-11-22T04:00:00Z');
});

test('a detail that was kept without a value before it has none', async () => {
  const asked = await anApproval({ by: amy });
  await Approval.collection.updateOne({ _id: asked as never }, { $unset: { 'details.0.before': '' } }); // the driver's own type knows ObjectIds alone
  expect((await get({ id: asked }, east)).body.details).toEqual([{ label: '现管户', value: '陈安琪', before: null }]);
});

test('another branch, a colleague, and one that never was: 404', async () => {
  for (const who of [await aSignedIn({ place: 'south', roles: ['supervisor'] }), await aSignedIn({ place: 'bund' })]) {
    expect(await get({ id }, who)).toMatchObject({ status: 404, body: { code: 'org.approvalNotFound' } });
  }
  expect(await get({ id: 'none' }, east)).toMatchObject({ status: 404 });
});

test('nobody: 401; no role, and a customer: 403', async () => {
  expect(await get({ id })).toMatchObject({ status: 401 });
  expect(await get({ id }, await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
  expect(await post('org.getApproval', { id }, { bearer: (await aMember()).bearer })).toMatchObject({ status: 403 });
});

test.each([[{}, 'id'], [{ id: '' }, 'id'], [{ id: { $ne: '' } }, 'id.$ne'], [{ id: 'x', state: 'pending' }, 'state']])('bad input %j names the field', async (input, path) => {
  const answer = await get(input, east);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

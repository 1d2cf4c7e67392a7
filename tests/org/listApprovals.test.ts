import { anApproval } from '../support/approvalBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();
let [amy, east, south, reviewer]: SignedIn[] = [];
let [first, second, far] = ['', '', ''];
beforeAll(async () => {
  await aTree();
  amy = await aSignedIn({ place: 'bund', name: '陈安琪' });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  south = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  reviewer = await aSignedIn({ place: 'headquarters', roles: ['compliance'] });
  if (!amy || !south) return;
  freezeClock('2026-11-22T04:00:00Z');
  first = await anApproval({ by: amy });
  freezeClock('2026-11-22T05:00:00Z');
  second = await anApproval({ by: amy, neededRoles: ['compliance'] });
  far = await anApproval({ by: south, place: 'tianhe' });
});
const list = (input: object, who?: SignedIn) => post('org.listApprovals', input, who ? { token: who.token } : {});
const ids = async (input: object, who?: SignedIn) => (await list(input, who)).body.rows.map((row: { id: string }) => row.id);

test('an author sees their own, a supervisor their subtree, newest first, headquarters all', async () => {
  expect(await ids({}, amy)).toEqual([second, first]);
  expect(await ids({}, east)).toEqual([second, first]);
  expect(await ids({}, south)).toEqual([far]);
  expect((await ids({}, reviewer)).sort()).toEqual([first, second, far].sort());
});

test('what waits for me, and what I may do', async () => {
  expect(await ids({ waitingForMe: true }, east)).toEqual([first]);
  expect(await ids({ waitingForMe: true }, reviewer)).toEqual([second]);
  expect(await ids({ waitingForMe: true }, south)).toEqual([]);
  expect(await ids({ waitingForMe: true }, amy)).toEqual([]);
  expect((await list({}, east)).body.rows.map((row: { can: string[] }) => row.can)).toEqual([[], ['org.decideApproval']]);
  expect((await list({}, amy)).body.rows[0]).toMatchObject({ can: ['org.withdrawApproval'], author: { name: '陈安琪' }, departmentName: '外滩支行', details: [{ label: '现管户', value: '陈安琪' }] });
});

test('by state and kind, in pages', async () => {
  expect(await ids({ state: 'approved' }, east)).toEqual([]);
  expect(await ids({ kind: 'bindingPolicy' }, east)).toEqual([]);
  const page = await list({ page: 2, pageSize: 1 }, east);
  expect([page.body.rows[0].id, page.body.total]).toEqual([first, 2]);
});

test('nobody: 401; bad input: 400', async () => {
  expect(await list({})).toMatchObject({ status: 401 });
  for (const input of [{ state: 'open' }, { kind: { $ne: '' } }, { authorUserid: 'x' }]) expect(await list(input, east)).toMatchObject({ status: 400 });
});

test('who decided as a deputy finds it again', async () => {
  const deputy = await aSignedIn({ place: 'xuhui', roles: ['supervisor'] });
  await post('org.setDeputy', { deputyUserid: deputy.staff._id, from: '2026-11-22', to: '2026-11-22' }, { token: east?.token ?? '' });
  const id = await anApproval({ by: await aSignedIn({ place: 'bund' }) });
  expect(await ids({}, deputy)).toContain(id);
  await post('org.decideApproval', { id, approved: true, comment: '' }, { token: deputy.token });
  expect(await ids({}, deputy)).toContain(id);
  expect(await ids({ waitingForMe: true }, deputy)).not.toContain(id);
});

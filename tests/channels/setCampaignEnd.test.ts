import { EventLog } from '../../server/platform/event.model.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();
let [head, east]: SignedIn[] = [];
let id = '';
let headId = '';
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  const make = async (who: SignedIn | undefined, name: string, departmentId: number) => (await post('channels.createCampaign', { name, departmentId, from: '2026-11-01', to: '2026-12-31' }, { token: who?.token ?? '' })).body.id;
  id = await make(east, '华东冬季', 2);
  headId = await make(head, '全行', 1);
});
const set = (input: unknown, who?: SignedIn) => post('channels.setCampaignEnd', input, who ? { token: who.token } : {});

test('the last day moves, whoever depends on it is told once; the same day again changes nothing', async () => {
  expect(await set({ id, to: '2027-01-15' }, east)).toMatchObject({ status: 200, body: { to: '2027-01-15' } });
  expect(await set({ id, to: '2027-01-15' }, east)).toMatchObject({ status: 200 });
  expect(await EventLog.find({ name: 'channels.campaignEndSet' }).lean()).toMatchObject([{ payload: { campaignId: id, before: '2026-12-31', to: '2027-01-15' } }]);
});

test('headquarters may end what a branch has made; a branch not what headquarters has made', async () => {
  expect(await set({ id, to: '2026-12-20' }, head)).toMatchObject({ status: 200 });
  expect(await set({ id: headId, to: '2026-12-20' }, east)).toMatchObject({ status: 404, body: { code: 'channels.campaignNotFound' } });
});

test("another branch's: 404; nobody: 401; a manager: 403", async () => {
  expect(await set({ id, to: '2026-12-20' }, await aSignedIn({ place: 'south', roles: ['admin'] }))).toMatchObject({ status: 404 });
  expect(await set({ id, to: '2026-12-20' })).toMatchObject({ status: 401 });
  expect(await set({ id, to: '2026-12-20' }, await aSignedIn({ roles: ['manager'] }))).toMatchObject({ status: 403 });
});

test.each([[{ to: '2026-10-31' }, 'to'], [{ to: '2026-11-21' }, 'to'], [{ to: '2026-13-01' }, 'to'], [{ id: { $ne: '' } }, 'id.$ne'], [{ from: '2026-11-02' }, 'from']])('bad input %j names the field', async (change, path) => {
  const answer = await set({ id, to: '2026-12-20', ...change }, east);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

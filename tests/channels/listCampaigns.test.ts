import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';

useServer();
let [head, east, south, amy]: SignedIn[] = [];
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  south = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  amy = await aSignedIn({ place: 'bund', roles: ['manager'] });
  const make = (who: SignedIn | undefined, name: string, departmentId: number, from: string, to: string) => post('channels.createCampaign', { name, departmentId, from, to }, { token: who?.token ?? '' });
  await make(head, '全行开门红', 1, '2026-11-01', '2026-12-31');
  await make(east, '华东冬季', 2, '2026-12-01', '2026-12-31');
  await make(east, '徐汇周末(一)', 22, '2026-11-20', '2026-11-25');
  await make(south, '华南早茶', 3, '2026-11-20', '2026-11-22');
});
const list = (input: object, who?: SignedIn) => post('channels.listCampaigns', input, who ? { token: who.token } : {});
const names = async (input: object, who?: SignedIn) => (await list(input, who)).body.rows.map((row: { name: string }) => row.name).sort();

test('each sees what concerns their subtree, and what the departments above have set', async () => {
  expect(await names({}, head)).toEqual(['全行开门红', '华东冬季', '华南早茶', '徐汇周末(一)'].sort());
  expect(await names({}, east)).toEqual(['全行开门红', '华东冬季', '徐汇周末(一)'].sort());
  expect(await names({}, south)).toEqual(['全行开门红', '华南早茶'].sort());
  expect(await names({}, amy)).toEqual(['全行开门红', '华东冬季'].sort());
});

test('only the own ones can be changed, and only by who may', async () => {
  const { body } = await list({}, east);
  const can = Object.fromEntries(body.rows.map((row: { name: string; can: string[] }) => [row.name, row.can]));
  expect(can).toMatchObject({ 全行开门红: [], 华东冬季: ['channels.setCampaignEnd'] });
  expect(body.can).toEqual(['channels.createCampaign']);
  expect((await list({}, amy)).body.can).toEqual([]);
});

test('search by part of the name, as it is written, and filter by state', async () => {
  expect(await names({ search: '周末(' }, head)).toEqual(['徐汇周末(一)']);
  expect(await names({ search: '.*' }, head)).toEqual([]);
  expect(await names({ state: 'coming' }, head)).toEqual(['华东冬季']);
  expect(await names({ state: 'over' }, head)).toEqual([]);
  freezeClock('2026-11-22T16:00:00Z'); // midnight in Shanghai
  expect(await names({ state: 'over' }, head)).toEqual(['华南早茶']);
  freezeClock('2026-11-22T04:00:00Z');
});

test('pages', async () => {
  const first = await list({ page: 1, pageSize: 3 }, head);
  const second = await list({ page: 2, pageSize: 3 }, head);
  expect([first.body.rows.length, second.body.rows.length, first.body.total]).toEqual([3, 1, 4]);
});

test('nobody signed in: 401; bad input: 400', async () => {
  expect(await list({})).toMatchObject({ status: 401 });
  for (const input of [{ search: { $regex: '' } }, { state: 'past' }, { departmentId: 1 }]) expect(await list(input, head)).toMatchObject({ status: 400 });
});

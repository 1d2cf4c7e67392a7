import { ask, brief, creditedAs, november, touchedAs, worked } from '../support/analyticsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
let [hq, east, amy]: SignedIn[] = [];
beforeAll(async () => {
  freezeClock('2026-11-22T04:00:00Z');
  await aTree();
  hq = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  amy = await aSignedIn({ userid: 'amy', name: '陈安琪' });
  await aStaff({ userid: 'ben', name: '周本', place: 'xuhui' });
  await aStaff({ userid: 'cai', name: '蔡青', place: 'tianhe' });
  await worked('cai', 'bund', '2026-01-01T00:00:00Z');
  await worked('cai', 'tianhe', '2026-11-15T00:00:00+08:00');
  await touchedAs(
    {}, { campaignId: 'winter' }, { managerUserid: 'ben' }, { managerUserid: 'ben' }, { managerUserid: 'ben', day: '2026-10-01' },
    { managerUserid: 'cai', day: '2026-11-14' }, { managerUserid: 'cai', day: '2026-11-15' }, { managerUserid: 'cai', day: '2026-11-16' },
  );
  await creditedAs({ managerUserid: null, place: 'headquarters' }, { kind: 'aumChanged', amountFen: 500 });
  await workOff();
});
const leaders = async (who: SignedIn | undefined, more = {}) => (await ask('listLeaders', { ...november, metric: 'added', ...more }, who)).body;

describe.each(['counted', 'folded'])('%s', (state) => {
  beforeAll(async () => {
    if (state === 'counted') return;
    freezeClock('2026-11-22T04:00:10Z');
    await workOff();
  });

  test('managers at any depth, most first; equal ones share a place; nobody’s customers have none', async () => {
    const body = await leaders(hq);
    expect(body.rows.map(brief)).toEqual([['manager', 'cai', { added: 3 }], ['manager', 'amy', { added: 2, aumFen: 500 }], ['manager', 'ben', { added: 2 }]]);
    expect(body.rows.map((row: { rank: number; departmentName: string }) => [row.rank, row.departmentName])).toEqual([[1, '外滩支行、天河支行'], [2, '外滩支行'], [2, '徐汇支行']]);
    expect(body.total).toBe(3);
    expect(await leaders(hq)).toEqual(body);
  });

  test('a branch sees what was made in it', async () => {
    expect((await leaders(east)).rows.map(brief)).toEqual([['manager', 'amy', { added: 2, aumFen: 500 }], ['manager', 'ben', { added: 2 }], ['manager', 'cai', { added: 1 }]]);
  });

  test('pages, filters, movement against another period', async () => {
    expect((await leaders(hq, { page: 2, pageSize: 2 })).rows.map((row: { id: string }) => row.id)).toEqual(['ben']);
    expect((await leaders(hq, { campaignId: 'winter' })).rows.map(brief)).toEqual([['manager', 'amy', { added: 1 }]]);
    expect((await leaders(hq, { compareFrom: '2026-10-01', compareTo: '2026-10-31' })).rows.map((row: { id: string; rank: number; rankBefore: number }) => [row.id, row.rank, row.rankBefore])).toEqual([['cai', 1, 2], ['amy', 2, 2], ['ben', 2, 1]]);
  });

  test('a manager sees themselves, with their place', async () => {
    const body = await leaders(amy);
    expect(body.rows.map((row: { id: string; rank: number }) => [row.id, row.rank])).toEqual([['amy', 2]]);
    expect(body.total).toBe(1);
  });
});

test('another branch: 404; nobody: 401; no role: 403', async () => {
  expect(await ask('listLeaders', { ...november, departmentId: 31 }, east)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
  expect(await ask('listLeaders', { ...november, userid: 'ben' }, amy)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
  expect(await ask('listLeaders', november)).toMatchObject({ status: 401 });
  expect(await ask('listLeaders', november, await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
});

test.each([[{ metric: 'name' }, 'metric'], [{ pageSize: 101 }, 'pageSize'], [{ userid: { $ne: '' } }, 'userid.$ne'], [{ from: '2026-12-01' }, 'to'], [{ sortBy: 'added' }, 'sortBy']])('bad input %j names the field', async (change, path) => {
  const answer = await ask('listLeaders', { ...november, ...change }, hq);
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

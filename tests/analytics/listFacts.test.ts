import { anInviteRow, ask, clickedAs, creditedAs, november, touchedAs, worked } from '../support/analyticsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { aCustomer } from '../support/customersBuilders.ts';
import { freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
let [hq, east, south, amy]: SignedIn[] = [];
let [mei, far]: string[] = [];
beforeAll(async () => {
  freezeClock('2026-11-22T04:00:00Z');
  await aTree();
  hq = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  south = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  amy = await aSignedIn({ userid: 'amy', name: '陈安琪' });
  const cai = await aStaff({ userid: 'cai', name: '蔡青', place: 'tianhe' });
  await worked('cai', 'bund', '2026-01-01T00:00:00Z');
  await worked('cai', 'tianhe', '2026-11-15T00:00:00+08:00');
  mei = (await aCustomer({ name: '梅', follows: [{ staff: amy.staff }] }))._id;
  far = (await aCustomer({ name: '远', follows: [{ staff: cai }] }))._id;
  await touchedAs(
    { _id: 'a1', customerId: mei, words: '凭名片添加' }, { _id: 'a2', customerId: far, day: '2026-11-12', campaignId: 'winter', channel: 'invite' }, { _id: 'c1', customerId: far, managerUserid: 'cai', day: '2026-11-14' },
    { _id: 'c2', customerId: far, managerUserid: 'cai', day: '2026-11-15' }, { _id: 'x1', flags: ['samePerson'] }, { _id: 'x2', kind: 'scan' },
  );
  await creditedAs(
    { _id: 'e1#1', eventId: 'e1', kind: 'aumChanged', customerId: mei, amountFen: 900 }, { _id: 'e1#2', eventId: 'e1', kind: 'aumChanged', customerId: mei, count: -1, amountFen: -900, reason: 'reversed', bookedAt: new Date('2026-11-20T00:00:00Z') },
    { _id: 'e2#1', kind: 'aumChanged', customerId: far, managerUserid: 'cai', place: 'tianhe', amountFen: 77, day: '2026-11-16' }, { _id: 'e3#1', kind: 'aumChanged', managerUserid: null, place: 'headquarters', amountFen: 5, day: '2026-11-17' },
  );
  const [amys, cais] = [await anInviteRow('amy'), await anInviteRow('cai', 'spring')];
  await clickedAs(amys);
  await clickedAs(cais, { day: '2026-11-14' });
  await clickedAs(cais, { day: '2026-11-15' });
  await workOff();
});
const facts = async (who: SignedIn | undefined, metric: string, more = {}) => (await ask('listFacts', { ...november, metric, ...more }, who)).body;
const ids = (body: { rows: { id: string }[] }) => body.rows.map((row) => row.id);

test('touches behind a figure, newest first, with who and whom', async () => {
  const body = await facts(hq, 'added');
  expect(ids(body)).toEqual(['c2', 'c1', 'a2', 'a1']);
  expect(body).toMatchObject({ total: 4, sum: 4 });
  expect(body.rows[3]).toEqual({
    id: 'a1', at: '2026-11-10T04:00:00.000Z', manager: { userid: 'amy', name: '陈安琪', departmentName: '外滩支行' }, customer: { id: mei, name: '梅', visible: true },
    kind: 'add', reason: null, words: '凭名片添加', count: 1, amountFen: 0, bookedAt: null,
  });
  expect(body.rows[1].manager.departmentName).toBe('外滩支行');
  expect(await facts(hq, 'added')).toEqual(body);
});

test('entries with why they were booked; their sum is the figure', async () => {
  const body = await facts(hq, 'aumFen');
  expect(body.rows.map((row: { id: string; amountFen: number; words: string; manager: unknown }) => [row.id, row.amountFen, row.words, row.manager !== null])).toEqual([
    ['e3#1', 5, '发生时由这位客户经理管户', false], ['e2#1', 77, '发生时由这位客户经理管户', true], ['e1#1', 900, '发生时由这位客户经理管户', true], ['e1#2', -900, '银行冲正', true],
  ]);
  expect(body).toMatchObject({ total: 4, sum: 82 });
  expect(body.rows[3]).toMatchObject({ reason: 'reversed', count: -1, bookedAt: '2026-11-20T00:00:00.000Z' });
});

test('each level sees what was made in it, also of who has moved since; sums are those of the report', async () => {
  expect(ids(await facts(east, 'added'))).toEqual(['c1', 'a2', 'a1']);
  expect(ids(await facts(south, 'added'))).toEqual(['c2']);
  expect(ids(await facts(east, 'added', { userid: 'cai' }))).toEqual(['c1']);
  expect(ids(await facts(south, 'aumFen'))).toEqual(['e2#1']);
  for (const who of [hq, east, south]) {
    const report = (await ask('getReport', november, who)).body;
    for (const metric of ['added', 'aumFen', 'clicked', 'scanned']) expect([metric, (await facts(who, metric)).sum]).toEqual([metric, report.total[metric]]);
  }
});

test('clicks, which nobody signs', async () => {
  expect(await facts(hq, 'clicked')).toMatchObject({ total: 3, sum: 3, rows: [{ kind: 'click', words: '点开链接', customer: null, manager: { userid: 'cai' } }, {}, {}] });
  expect(await facts(east, 'clicked')).toMatchObject({ total: 2 });
  expect(await facts(hq, 'clicked', { campaignId: 'spring' })).toMatchObject({ total: 2 });
  expect(await facts(hq, 'clicked', { channel: 'direct' })).toMatchObject({ total: 0, sum: 0 });
});

test('a customer whom the caller may not see has no name', async () => {
  expect((await facts(east, 'added')).rows.map((row: { customer: { name: string; visible: boolean } }) => [row.customer.name, row.customer.visible])).toEqual([['', false], ['', false], ['梅', true]]);
  expect(JSON.stringify((await facts(amy, 'added')).rows)).not.toContain('远');
});

test('a manager sees their own; filters and pages', async () => {
  expect(ids(await facts(amy, 'added'))).toEqual(['a2', 'a1']);
  expect(ids(await facts(hq, 'added', { campaignId: 'winter', channel: 'invite' }))).toEqual(['a2']);
  expect(ids(await facts(hq, 'added', { page: 2, pageSize: 3 }))).toEqual(['a1']);
  expect(ids(await facts(hq, 'added', { from: '2026-11-12', to: '2026-11-12' }))).toEqual(['a2']);
});

test('another branch: 404; nobody: 401; no role: 403', async () => {
  expect(await ask('listFacts', { ...november, metric: 'added', departmentId: 31 }, east)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
  expect(await ask('listFacts', { ...november, metric: 'added', userid: 'cai' }, amy)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
  expect(await ask('listFacts', { ...november, metric: 'added' })).toMatchObject({ status: 401 });
  expect(await ask('listFacts', { ...november, metric: 'added' }, await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
});

test.each([[{ metric: undefined }, 'metric'], [{ page: 0 }, 'page'], [{ campaignId: { $ne: '' } }, 'campaignId.$ne'], [{ from: '2020-01-01' }, 'to'], [{ kind: 'add' }, 'kind']])('bad input %j names the field', async (change, path) => {
  const answer = await ask('listFacts', { ...november, metric: 'added', ...change }, hq);
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

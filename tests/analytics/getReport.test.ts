import { Staff } from '../../server/org/staff.model.ts';
import { Target } from '../../server/performance/target.model.ts';
import { ask, brief, clickedAs, creditedAs, november, nonZero, anInviteRow, touchedAs, worked } from '../support/analyticsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
let [hq, east, south, bund, amy, twoBranches]: SignedIn[] = [];
beforeAll(async () => {
  freezeClock('2026-11-22T04:00:00Z');
  await aTree();
  hq = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  south = await aSignedIn({ place: 'south', roles: ['compliance'] });
  bund = await aSignedIn({ place: 'bund', roles: ['supervisor'] });
  amy = await aSignedIn({ userid: 'amy', name: '陈安琪' });
  await aStaff({ userid: 'ben', name: '周本', place: 'xuhui' });
  await aStaff({ userid: 'cai', name: '蔡青', place: 'tianhe', status: 'left' });
  await aStaff({ userid: 'dan', name: '段丹', place: 'east' });
  twoBranches = await aSignedIn({ place: 'headquarters', roles: ['supervisor'] });
  await Staff.updateOne({ _id: twoBranches.staff._id }, { departmentPaths: ['/1/2/21/', '/1/3/', '/1/3/31/'] });
  const winter = { campaignId: 'winter', channel: 'invite' } as const;
  await touchedAs(
    { kind: 'scan', ...winter }, { kind: 'scan', ...winter, day: '2026-11-11' }, { ...winter }, { day: '2026-11-22' }, { managerUserid: 'ben', channel: 'channelCode' },
    { managerUserid: 'cai' }, { managerUserid: 'dan', day: '2026-10-31' }, { flags: ['selfInvite'] }, { managerUserid: null }, { kind: 'register' },
  );
  await creditedAs(
    { kind: 'managerConfirmed', ...winter }, { kind: 'managerConfirmed', ...winter, count: -1, reason: 'reversed' }, { kind: 'managerConfirmed', managerUserid: 'ben', place: 'xuhui' },
    { kind: 'aumChanged', amountFen: 123_456, managerUserid: 'ben', place: 'xuhui' }, { kind: 'aumChanged', amountFen: -23_456, managerUserid: null, place: 'headquarters' },
    { kind: 'registered', managerUserid: 'dan', place: 'east' },
  );
  await clickedAs(await anInviteRow());
  await workOff();
});

const report = async (who: SignedIn | undefined, more = {}) => (await ask('getReport', { ...november, ...more }, who)).body;

/** Before the sums are folded and after it is one report. */
describe.each(['counted', 'folded'])('%s', (state) => {
  beforeAll(async () => {
    if (state === 'counted') return;
    freezeClock('2026-11-22T04:00:10Z');
    await workOff();
  });

  test('headquarters: branches, then nobody’s customers; the total is the sum of its rows', async () => {
    const body = await report(hq);
    expect(body.rows.map(brief)).toEqual([
      ['department', '2', { clicked: 1, scanned: 2, added: 3, registered: 1, confirmed: 1, aumFen: 123_456 }],
      ['department', '3', { added: 1 }],
      ['unassigned', '', { aumFen: -23_456 }],
    ]);
    expect(nonZero(body.total)).toEqual({ clicked: 1, scanned: 2, added: 4, registered: 1, confirmed: 1, aumFen: 100_000 });
    expect(body).toMatchObject({ trail: [{ kind: 'department', id: '1', name: '江海银行' }], rowCount: 3, before: null, asOf: '2026-11-22T04:00:00.000Z', rebuilding: false, can: [] });
    expect(body.rows.map((row: { name: string }) => row.name)).toEqual(['华东分行', '华南分行', '无管户客户经理']);
  });

  test('a branch: its sub-branches, one without figures too, then its own managers', async () => {
    expect((await report(east)).rows.map(brief)).toEqual([
      ['department', '22', { added: 1, confirmed: 1, aumFen: 123_456 }],
      ['department', '21', { clicked: 1, scanned: 2, added: 2 }],
      ['manager', 'dan', { registered: 1 }],
    ]);
    expect((await report(hq, { departmentId: 2 })).trail.map((each: { name: string }) => each.name)).toEqual(['江海银行', '华东分行']);
    expect((await report(east)).trail.map((each: { name: string }) => each.name)).toEqual(['华东分行']);
  });

  test('a sub-branch: its managers; one who left keeps their name', async () => {
    expect((await report(bund)).rows.map(brief)).toEqual([['manager', 'amy', { clicked: 1, scanned: 2, added: 2 }]]);
    expect((await report(south, { departmentId: 31 })).rows).toMatchObject([{ kind: 'manager', id: 'cai', name: '蔡青', departmentName: '天河支行', rank: 1 }]);
  });

  test('a manager sees their own row and nobody else’s', async () => {
    const body = await report(amy);
    expect(body.trail).toEqual([{ kind: 'manager', id: 'amy', name: '陈安琪' }]);
    expect(body.rows.map(brief)).toEqual([['manager', 'amy', { clicked: 1, scanned: 2, added: 2 }]]);
    expect(await ask('getReport', { ...november, userid: 'ben' }, amy)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
    expect(await ask('getReport', { ...november, departmentId: 21 }, amy)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
  });

  test('who supervises two places that are not one sees them as rows', async () => {
    const body = await report(twoBranches);
    expect(body.rows.map(brief)).toEqual([['department', '3', { added: 1 }], ['department', '21', { clicked: 1, scanned: 2, added: 2 }]]);
    expect(body.total).toMatchObject({ added: 3 });
    expect(body.trail).toEqual([{ kind: 'department', id: '', name: '管辖范围' }]);
  });

  test('filters by campaign, channel, both, and manager', async () => {
    expect(nonZero((await report(hq, { campaignId: 'winter' })).total)).toEqual({ clicked: 1, scanned: 2, added: 1 });
    expect(nonZero((await report(hq, { channel: 'channelCode' })).total)).toEqual({ added: 1 });
    expect(nonZero((await report(hq, { channel: 'invite', campaignId: 'winter' })).total)).toEqual({ clicked: 1, scanned: 2, added: 1 });
    expect(nonZero((await report(hq, { channel: 'direct', campaignId: 'winter' })).total)).toEqual({});
    expect(await report(east, { userid: 'ben' })).toMatchObject({ total: { added: 1, confirmed: 1 }, trail: [{ name: '华东分行' }, { kind: 'manager', id: 'ben', name: '周本' }] });
  });

  test('the trend has every day, its sum is the total; steps of the funnel', async () => {
    const body = await report(hq);
    expect(body.trend).toHaveLength(30);
    expect(body.trend.filter((each: { figures: { added: number } }) => each.figures.added).map((each: { day: string; figures: { added: number } }) => [each.day, each.figures.added])).toEqual([['2026-11-10', 3], ['2026-11-22', 1]]);
    expect(body.funnel).toEqual([['clicked', 1], ['scanned', 2], ['added', 4], ['registered', 1], ['confirmed', 1]].map(([step, value]) => ({ step, value, before: null })));
  });

  test('compared with another period: figures, places and days by position', async () => {
    const body = await report(hq, { from: '2026-11-09', to: '2026-11-11', compareFrom: '2026-10-30', compareTo: '2026-11-01', sortBy: 'added' });
    expect(body.rows.map((row: { id: string; before: { added: number }; rank: number; rankBefore: number }) => [row.id, row.before.added, row.rank, row.rankBefore])).toEqual([['2', 1, 1, 1], ['3', 0, 2, 2], ['', 0, 1, 1]]);
    expect(body.before).toMatchObject({ added: 1 });
    expect(body.trend.map((each: { day: string; before: { added: number } }) => [each.day, each.before.added])).toEqual([['2026-11-09', 0], ['2026-11-10', 1], ['2026-11-11', 0]]);
  });

  test('asked again it is the same answer', async () => { expect(await report(hq)).toEqual(await report(hq)); });
});

test('targets of the months, of who has no figures too; each counts in one row', async () => {
  await aStaff({ userid: 'eva', name: '伊娃' });
  await Target.create([{ _id: 'amy:2026-11', userid: 'amy', month: '2026-11', values: { added: 10 } }, { _id: 'eva:2026-11', userid: 'eva', month: '2026-11', values: { added: 5, aumFen: 700 } }, { _id: 'eva:2026-12', userid: 'eva', month: '2026-12', values: { added: 5 } }]);
  expect((await report(bund)).rows.map((row: { id: string; targets: unknown }) => [row.id, row.targets])).toEqual([['amy', { added: 10 }], ['eva', { added: 5, aumFen: 700 }]]);
  expect((await report(hq)).rows[0].targets).toEqual({ added: 15, aumFen: 700 });
  expect((await report(hq, { to: '2026-12-01' })).targets).toEqual({ added: 20, aumFen: 700 });
  await Target.deleteMany({});
});

test('who moved keeps their past where it was made, and the new branch does not see it', async () => {
  await aStaff({ userid: 'fay', name: '费雅', place: 'tianhe' });
  await worked('fay', 'xuhui', '2026-01-01T00:00:00Z');
  await worked('fay', 'tianhe', '2026-11-15T00:00:00+08:00');
  await touchedAs({ managerUserid: 'fay', at: new Date('2026-11-14T23:59:59+08:00') }, { managerUserid: 'fay', at: new Date('2026-11-15T00:00:00+08:00') });
  await workOff();
  expect((await report(east, { departmentId: 22 })).rows.map(brief)).toContainEqual(['manager', 'fay', { added: 1 }]);
  expect((await report(south, { departmentId: 31 })).rows.map(brief)).toContainEqual(['manager', 'fay', { added: 1 }]);
  expect((await report(east, { userid: 'fay' })).total).toMatchObject({ added: 1 });
  expect((await report(hq, { userid: 'fay' })).rows).toMatchObject([{ figures: { added: 2 }, departmentName: '徐汇支行、天河支行' }]);
});

test('another branch’s department or manager: 404', async () => {
  expect(await ask('getReport', { ...november, departmentId: 31 }, east)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
  expect(await ask('getReport', { ...november, departmentId: 999 }, hq)).toMatchObject({ status: 404, body: { code: 'org.departmentNotFound' } });
  expect(await ask('getReport', { ...november, userid: 'cai' }, east)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
  expect(await ask('getReport', { ...november, userid: 'amy', departmentId: 22 }, east)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
});

test('nobody signed in: 401; no role: 403', async () => {
  expect(await ask('getReport', november)).toMatchObject({ status: 401 });
  expect(await ask('getReport', november, await aSignedIn({ roles: [] }))).toMatchObject({ status: 403 });
});

test.each([
  [{ from: '2026-12-01' }, 'analytics.rangeReversed', 'to'], [{ from: '2025-10-26' }, 'analytics.rangeTooLong', 'to'], [{ compareFrom: '2026-01-01' }, 'platform.badInput', 'compareTo'],
  [{ compareFrom: '2026-01-02', compareTo: '2026-01-01' }, 'analytics.rangeReversed', 'compareTo'], [{ to: '30.11.2026' }, 'platform.badInput', 'to'], [{ to: '2026-02-30' }, 'platform.badInput', 'to'],
  [{ departmentId: { $gt: 0 } }, 'platform.badInput', 'departmentId.$gt'], [{ departmentId: '2' }, 'platform.badInput', 'departmentId'], [{ sortBy: 'name' }, 'platform.badInput', 'sortBy'],
  [{ path: '/1/' }, 'platform.badInput', 'path'], [{ channel: 'mail' }, 'platform.badInput', 'channel'],
])('bad input %j names the field', async (change, code, path) => {
  const answer = await ask('getReport', { ...november, ...change }, hq);
  expect(answer).toMatchObject({ status: 400, body: { code } });
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

test('400 days are given', async () => { expect((await ask('getReport', { from: '2025-10-27', to: '2026-11-30' }, hq)).body.trend).toHaveLength(400); });

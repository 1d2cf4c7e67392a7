import { Figure } from '../../server/analytics/figure.model.ts';
import { FiguresState } from '../../server/analytics/figuresState.model.ts';
import { verifyFigures } from '../../server/analytics/verifyFigures.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { nativeOf } from '../../server/platform/model.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { work } from '../../server/platform/worker.ts';
import { ask, aTouchRow, clickedAs, creditedAs, anInviteRow, november, touchedAs } from '../support/analyticsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { emptyData, freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
let admin: SignedIn;
let second = 0;
/** Time goes on, so that what was counted is folded. */
const later = () => { second += 10; freezeClock(new Date(Date.parse('2026-11-22T04:00:00Z') + second * 1_000).toISOString()); };
beforeEach(async () => {
  await emptyData();
  later();
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  await aStaff({ userid: 'amy' });
  await aStaff({ userid: 'ben', place: 'tianhe' });
  await touchedAs({}, { day: '2026-11-12', campaignId: 'winter' }, { managerUserid: 'ben' });
  await creditedAs({ kind: 'aumChanged', amountFen: 100 }, { managerUserid: null, place: 'headquarters', day: '2026-10-31' });
  await clickedAs(await anInviteRow());
  await workOff();
  later();
  await workOff();
});
const start = (who?: SignedIn, input: unknown = {}) => ask('startRebuild', input, who);
const report = async () => (await ask('getReport', { from: '2026-10-01', to: '2026-11-30' }, admin)).body;
/** One step of the rebuild, and nothing else. */
async function step(): Promise<boolean> {
  const row = await Owed.findOne({ state: 'waiting', job: 'analytics.rebuildUnit' }).lean();
  if (row) await work({ job: row.job, ids: [row._id] });
  return row !== null;
}

test('makes the figures anew with progress; what was wrong is right, and nothing of the old is left', async () => {
  const before = await report();
  await nativeOf(Figure).updateMany({ userid: 'amy' }, { $inc: { 'figures.added': 7 } });
  await Touch.create(aTouchRow({ day: '2026-11-13', managerUserid: 'ben' })); // stored before there were figures
  expect((await verifyFigures()).difference).not.toBeNull();
  const { status, body: { progressId } } = await start(admin);
  expect(status).toBe(200);
  expect((await start(admin)).body).toEqual({ progressId }); // a second call starts nothing
  // 14 days from October 31 on, 1 + 3 five days, 2 halves, 2 months
  expect(await Progress.findById(progressId).lean()).toMatchObject({ state: 'running', totalCount: 22, title: '重算报表' });
  expect((await report()).rebuilding).toBe(true);
  await workOff();
  expect(await Progress.findById(progressId).lean()).toMatchObject({ state: 'done', doneCount: 22 });
  const after = await report();
  expect(after).toMatchObject({ rebuilding: false, total: { ...before.total, added: before.total.added + 1 } });
  expect((await verifyFigures()).difference).toBeNull();
  expect(await Figure.distinct('generation')).toEqual([2]);
  expect((await start(admin)).body.progressId).not.toBe(progressId);
  await workOff();
  expect(await report()).toEqual(after);
});

test('what comes meanwhile counts once, before and after; the old figures are read until the new ones are whole', async () => {
  await start(admin);
  let comes = 0;
  const expected = (await report()).total.added;
  const days = ['2026-11-10', '2026-11-12', '2026-11-30', '2026-10-29', '2026-10-31', '2026-11-11'];
  for (let n = 0; await step(); n += 1) {
    await touchedAs({ day: days[n % days.length] }, { day: days[(n + 1) % days.length], campaignId: 'winter', managerUserid: 'ben' });
    comes += 2;
    if (n % 3 === 0) await countWaiting();
    if (n % 4 === 0) { later(); await foldWaiting(); }
    if (n % 5 === 0) expect((await verifyFigures()).difference).toBeNull();
  }
  await workOff();
  later();
  await workOff();
  const { total } = (await ask('getReport', { from: '2026-10-01', to: '2026-11-30' }, admin)).body;
  expect(total.added).toBe(expected + comes);
  expect((await verifyFigures()).difference).toBeNull();
  expect(await FiguresState.findById('figures').lean()).toMatchObject({ generation: 2, rebuild: null, firstDay: '2026-10-29', lastDay: '2026-11-30' });
});
const waiting = async (job: string) => (await Owed.find({ state: 'waiting', job }).lean()).map((row) => row._id);
const countWaiting = async () => work({ job: 'analytics.onTouchRecorded', ids: await waiting('analytics.onTouchRecorded') });
const foldWaiting = async () => work({ job: 'analytics.foldFigures', ids: await waiting('analytics.foldFigures') });

test('handlers, folding and rebuild at the same time: all is counted', async () => {
  await start(admin);
  const facts = Array.from({ length: 20 }, (_, n) => touchedAs(...Array.from({ length: 10 }, (_unused, m) => ({ day: `2026-11-${String(10 + ((n + m) % 5)).padStart(2, '0')}`, managerUserid: m % 2 ? 'amy' : 'ben' }))));
  await Promise.all(facts);
  const ids = await waiting('analytics.onTouchRecorded');
  const groups = Array.from({ length: 10 }, (_, n) => ids.slice(n * 20, n * 20 + 20));
  later();
  await Promise.all([...groups.map((group) => work({ job: 'analytics.onTouchRecorded', ids: group })), (async () => { while (await step()); })(), work({ job: 'analytics.foldFigures', ids: await waiting('analytics.foldFigures') })]);
  for (let n = 0; n < 5; n += 1) { later(); await workOff(); }
  expect((await report()).total.added).toBe(3 + 200);
  expect((await verifyFigures()).difference).toBeNull();
});

test('it ends with its last try: figures stay as they were', async () => {
  const { progressId } = (await start(admin)).body;
  await step();
  const { rebuildUnit } = await import('../../server/analytics/rebuildUnit.job.ts');
  const { inTransaction } = await import('../../server/platform/mongo.ts');
  await inTransaction(async (tx) => rebuildUnit.giveUp?.({ progressId, unit: 1 }, { now: new Date(), tx, reason: '磁盘已满' }));
  await workOff();
  expect(await Progress.findById(progressId).lean()).toMatchObject({ state: 'failed', reason: '磁盘已满' });
  expect(await Figure.distinct('generation')).toEqual([1]);
  expect(await report()).toMatchObject({ rebuilding: false });
  expect((await verifyFigures()).difference).toBeNull();
});

test('headquarters’ administrators alone; nobody: 401; another field: 400', async () => {
  expect(await start()).toMatchObject({ status: 401 });
  expect(await start(await aSignedIn({ place: 'headquarters', roles: ['operator'] }))).toMatchObject({ status: 403 });
  expect(await start(await aSignedIn({ place: 'east', roles: ['admin'] }))).toMatchObject({ status: 403, body: { message: '报表属于全行，需要总行的权限' } });
  expect(await start(admin, { from: '2026-01-01' })).toMatchObject({ status: 400, body: { issues: [{ path: 'from' }] } });
  expect((await ask('getReport', november, admin)).body.can).toEqual(['analytics.startRebuild']);
  expect((await ask('getReport', november, await aSignedIn({ place: 'east', roles: ['admin'] }))).body.can).toEqual([]);
});

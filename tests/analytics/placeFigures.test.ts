import { placeNewcomers } from '../../server/analytics/placeNewcomers.job.ts';
import { verifyFigures } from '../../server/analytics/verifyFigures.ts';
import { staffMoved } from '../../server/org/events.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { publish } from '../../server/platform/event.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { owe } from '../../server/platform/owed.ts';
import { anInviteRow, ask, brief, clickedAs, creditedAs, november, touchedAs, worked } from '../support/analyticsBuilders.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { emptyData, freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();
let hq: SignedIn;
let second = 0;
const later = async () => { second += 20; freezeClock(new Date(Date.parse('2026-11-22T04:00:00Z') + second * 1_000).toISOString()); await workOff(); };
beforeEach(async () => {
  await emptyData();
  await later();
  await aTree();
  hq = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
});
const rows = async () => (await ask('getReport', november, hq)).body.rows.map(brief);

test.each(['folded', 'counted'])('a move that becomes known late: what was %s since moves too, what was before stays', async (state) => {
  await aStaff({ userid: 'amy' });
  await worked('amy', 'bund', '2026-01-01T00:00:00Z');
  await touchedAs({ day: '2026-11-19' }, { day: '2026-11-20', campaignId: 'winter' }, { day: '2026-11-21', kind: 'scan' });
  await creditedAs({ day: '2026-11-21', kind: 'aumChanged', amountFen: 5 }); // performance moves its entries itself
  await clickedAs(await anInviteRow(), { day: '2026-11-21' });
  await workOff();
  if (state === 'folded') await later();
  await worked('amy', 'tianhe', '2026-11-20T00:00:00+08:00');
  expect((await verifyFigures()).difference).not.toBeNull();
  await inTransaction((tx) => publish(staffMoved, { key: 'm1', payload: { userid: 'amy', fromPath: '/1/2/21/', toPath: '/1/3/31/' } }, tx));
  await workOff();
  await later();
  expect(await rows()).toEqual([['department', '2', { added: 1, aumFen: 5 }], ['department', '3', { added: 1, clicked: 1, scanned: 1 }]]);
  expect((await verifyFigures()).difference).toBeNull();
  await later();
  expect((await verifyFigures()).difference).toBeNull();
});

test('who added customers before the corp was read counts where they work once that is known', async () => {
  await touchedAs({ managerUserid: 'new' }, { managerUserid: 'new', campaignId: 'winter' });
  await workOff();
  await later();
  expect(await rows()).toEqual([['department', '2', {}], ['department', '3', {}], ['manager', 'new', { added: 2 }]].sort());
  await aStaff({ userid: 'new', place: 'tianhe' });
  await worked('new', 'tianhe', '2026-11-22T00:00:00Z');
  await inTransaction((tx) => owe(placeNewcomers, [{ key: 'hour', payload: {} }], tx));
  await workOff();
  await later();
  expect(await rows()).toEqual(expect.arrayContaining([['department', '3', { added: 2 }]]));
  expect((await rows()).map(([kind]: string[]) => kind)).not.toContain('manager');
  expect((await verifyFigures()).difference).toBeNull();
  expect((await ask('getReport', november, hq)).body.total.added).toBe(2);
  await Staff.deleteMany({ _id: 'new' });
});

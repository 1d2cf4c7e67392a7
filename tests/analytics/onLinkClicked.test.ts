import { EventLog } from '../../server/platform/event.model.ts';
import { InviteEvent } from '../../server/referral/inviteEvent.model.ts';
import { anInviteRow, ask, nonZero } from '../support/analyticsBuilders.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { baseUrl, freezeClock, useServer, workOff } from '../support/harness.ts';

useServer();

test('a click on a link is a fact of its code, noted and told together, and counted for its manager', async () => {
  freezeClock('2026-11-22T04:00:00Z');
  await aTree();
  const amy = await aSignedIn({ userid: 'amy' });
  const invite = await anInviteRow('amy', 'winter');
  for (let n = 0; n < 2; n += 1) expect((await fetch(`${baseUrl}/i/${invite.code}`, { redirect: 'manual' })).status).toBe(302);
  expect((await fetch(`${baseUrl}/i/AAAABBBBCCCC`, { redirect: 'manual' })).status).toBe(302); // nobody's code
  const told = await EventLog.find({ name: 'referral.linkClicked' }).lean();
  expect(told.map((row) => row.payload)).toEqual([1, 2].map(() => ({ inviteId: invite._id, managerUserid: 'amy', campaignId: 'winter' })));
  expect((await InviteEvent.find({ kind: 'clicked' }).lean()).map((row) => `referral.linkClicked:${row._id}`).sort()).toEqual(told.map((row) => row._id).sort());
  await workOff();
  const { body } = await ask('getReport', { from: '2026-11-22', to: '2026-11-22', campaignId: 'winter', channel: 'invite' }, amy);
  expect(nonZero(body.total)).toEqual({ clicked: 2 });
});

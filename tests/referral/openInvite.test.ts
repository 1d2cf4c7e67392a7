import { Touch } from '../../server/attribution/touch.model.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { anInvite } from '../support/referralBuilders.ts';

useServer();
useCodeWecom();
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  await aStaff({ userid: 'u_amy', place: 'bund' });
});
const open = (input: unknown, bearer?: string) => post('referral.openInvite', input, bearer ? { bearer } : {});

test('opened: one touch a day and code, however often', async () => {
  const invite = await anInvite('u_amy');
  const [friend, { customerId, bearer }] = [await aMember(), await aMember()];
  expect((await open({ code: invite.code, via: friend.customerId }, bearer)).body).toEqual({ noted: true });
  expect((await open({ code: invite.code }, bearer)).body).toEqual({ noted: false });
  expect(await Touch.find({ customerId }).lean()).toMatchObject([{ kind: 'scan', managerUserid: 'u_amy', inviteId: invite._id, campaignId: invite.campaignId, via: friend.customerId }]);
  freezeClock('2026-11-22T16:00:00Z'); // the next day in Shanghai
  expect((await open({ code: invite.code }, bearer)).body).toEqual({ noted: true });
  freezeClock('2026-11-22T04:00:00Z');
});

test('an unknown code: 404; nobody: 401; staff: 403; bad input: 400', async () => {
  const { bearer } = await aMember();
  expect(await open({ code: '222222222222' }, bearer)).toMatchObject({ status: 404 });
  expect(await open({ code: '222222222222' })).toMatchObject({ status: 401 });
  const { token } = await aSignedIn({ roles: ['operator'] });
  expect(await post('referral.openInvite', { code: 'x' }, { token })).toMatchObject({ status: 403 });
  for (const input of [{ code: { $gt: '' } }, { code: 'x', at: '2020-01-01' }]) expect(await open(input, bearer)).toMatchObject({ status: 400 });
});

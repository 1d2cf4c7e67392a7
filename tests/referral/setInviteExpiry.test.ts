import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer, workOff } from '../support/harness.ts';
import { refusesOthers } from '../support/inviteChanges.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';

useServer();
useCodeWecom();
let east: SignedIn;
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  await aStaff({ userid: 'u_amy', place: 'bund' });
});
const set = (id: string, expiresAt: string) => post('referral.setInviteExpiry', { id, expiresAt }, { token: east.token });
const aCode = async () => anInvite('u_amy', await aCampaign({ to: '2026-12-31' }));

test('inside the campaign, in the future; set twice it is the same', async () => {
  const { _id } = await aCode();
  for (let time = 0; time < 2; time += 1) expect(await set(_id, '2026-12-01T00:00:00.000Z')).toMatchObject({ status: 200, body: { expiresAt: '2026-12-01T00:00:00.000Z', state: 'active' } });
  expect(await set(_id, '2026-12-31T16:00:00.000Z')).toMatchObject({ status: 200 });
  expect(await set(_id, '2026-12-31T16:00:00.001Z')).toMatchObject({ status: 409, body: { code: 'referral.expiryTooLate' } });
  expect(await set(_id, '2026-11-22T04:00:00.000Z')).toMatchObject({ status: 409, body: { code: 'referral.expiryPast' } });
});

test('codes follow their campaign’s end; one with an end of its own only where it would outlive the campaign', async () => {
  const campaignId = await aCampaign({ to: '2026-12-31' });
  await aStaff({ userid: 'u_ben', place: 'xuhui' });
  const [follows, own] = [await anInvite('u_amy', campaignId), await anInvite('u_ben', campaignId)];
  await set(own._id, '2026-12-01T00:00:00.000Z');
  const head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  const move = async (to: string) => {
    await post('channels.setCampaignEnd', { id: campaignId, to }, { token: head.token });
    await workOff();
    return Promise.all([follows, own].map(async ({ _id }) => (await InviteCode.findById(_id).lean())?.expiresAt.toISOString()));
  };
  expect(await move('2027-01-31')).toEqual(['2027-01-31T16:00:00.000Z', '2026-12-01T00:00:00.000Z']);
  expect(await move('2026-11-25')).toEqual(['2026-11-25T16:00:00.000Z', '2026-11-25T16:00:00.000Z']);
});

refusesOthers('referral.setInviteExpiry', aCode, (id) => ({ id, expiresAt: '2026-12-01T00:00:00.000Z' }));

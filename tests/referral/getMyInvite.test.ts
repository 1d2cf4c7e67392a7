import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';

useServer();
useCodeWecom();
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
});
const mine = (bearer?: string, input: unknown = {}) => post('referral.getMyInvite', input, bearer ? { bearer } : {});

test('whoever has a manager passes on the manager’s code, with their own mark, and sees what came of it', async () => {
  const invite = await anInvite('u_amy', await aCampaign({ name: '冬季拓客' }));
  const { customerId, bearer } = await aMember();
  expect((await mine(bearer)).body).toMatchObject({ invite: null, words: '有了专属客户经理后，就可以邀请好友' });
  await post('referral.redeemInviteCode', { code: invite.code }, { bearer });
  const { body } = await mine(bearer);
  expect(body.invite).toMatchObject({
    managerName: '陈安琪', campaignName: '冬季拓客', title: '陈安琪邀请您参加「冬季拓客」', path: `pages/invite/accept?code=${invite.code}&via=${customerId}`,
    link: `http://guanhu.test/i/${invite.code}?via=${customerId}`,
  });
  const friend = await aMember();
  await post('referral.openInvite', { code: invite.code, via: customerId }, { bearer: friend.bearer });
  await post('referral.redeemInviteCode', { code: invite.code, via: customerId }, { bearer: friend.bearer });
  expect((await mine(bearer)).body.figures).toEqual({ shared: 0, opened: 1, redeemed: 1 });
});

test('a manager without a running campaign: the page says so', async () => {
  await aStaff({ userid: 'u_ben', name: '周本', place: 'xuhui' });
  const invite = await anInvite('u_ben', await aCampaign({ from: '2026-11-22', to: '2026-11-22' }));
  const { bearer } = await aMember();
  await post('referral.redeemInviteCode', { code: invite.code }, { bearer });
  freezeClock('2026-11-22T16:00:00Z');
  expect((await mine(bearer)).body).toMatchObject({ invite: null, words: '您的客户经理目前没有进行中的邀请活动' });
  freezeClock('2026-11-22T04:00:00Z');
});

test('nobody: 401; staff: 403; unknown fields: 400', async () => {
  expect(await mine()).toMatchObject({ status: 401 });
  const { token } = await aSignedIn({ roles: ['manager'] });
  expect(await post('referral.getMyInvite', {}, { token })).toMatchObject({ status: 403 });
  expect(await mine((await aMember()).bearer, { customerId: 'c2' })).toMatchObject({ status: 400 });
});

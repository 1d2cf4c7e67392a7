import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { refusesOthers, useInviteOwner } from '../support/inviteChanges.ts';

useServer();
const { owner, aCode } = useInviteOwner();
const reissue = (id: string) => post('referral.reissueInviteCode', { id }, { token: owner.east.token });

test('the manager gets another code for the same campaign; the old one is refused', async () => {
  const old = await aCode();
  const { status, body } = await reissue(old._id);
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: 'active', manager: { userid: 'u_amy' }, campaign: { id: old.campaignId } });
  expect(body.code).not.toBe(old.code.match(/.{4}/g)?.join('-'));
  await workOff();
  expect(await post('referral.peekInvite', { code: old.code })).toMatchObject({ status: 409, body: { code: 'referral.codeDisabled' } });
  expect(await post('referral.peekInvite', { code: body.code })).toMatchObject({ status: 200 });
});

test('two taps: one new code', async () => {
  const old = await aCode();
  const answers = await Promise.all([reissue(old._id), reissue(old._id)]);
  expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
  expect(await InviteCode.countDocuments({ campaignId: old.campaignId, state: 'active' })).toBe(1);
});

refusesOthers('referral.reissueInviteCode', aCode);

import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { refusesOthers } from '../support/inviteChanges.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';
import { ok } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
let east: SignedIn;
beforeAll(async () => {
  await aTree();
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  await aStaff({ userid: 'u_amy', place: 'bund' });
});
beforeEach(() => played.wecom.answer('/cgi-bin/externalcontact/del_contact_way', ok()));
const aCode = async () => anInvite('u_amy', await aCampaign({ from: '2026-01-01', to: '2030-12-31' }));
const reissue = (id: string) => post('referral.reissueInviteCode', { id }, { token: east.token });

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

import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';
import { ok } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
let [head, east]: SignedIn[] = [];
beforeAll(async () => {
  await aTree();
  head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  for (const [userid, place] of [['u_amy', 'bund'], ['u_ben', 'xuhui'], ['u_cat', 'tianhe']] as const) await aStaff({ userid, place });
});
beforeEach(() => played.wecom.answer('/cgi-bin/message/send', ok({ msgid: 'm1' })));
const send = (input: unknown, who?: SignedIn) => post('referral.sendInviteCodes', input, who ? { token: who.token } : {});
const sent = () => played.wecom.to('/cgi-bin/message/send').map(({ body }) => body);

test('each manager gets their own code and link, once a run', async () => {
  const campaignId = await aCampaign({ name: '冬季拓客', from: '2026-01-01', to: '2030-12-31' });
  const [amy, ben] = [await anInvite('u_amy', campaignId), await anInvite('u_ben', campaignId)];
  played.wecom.reset();
  played.wecom.answer('/cgi-bin/message/send', ok({ msgid: 'm1' }));
  const { status, body } = await send({ campaignId }, head);
  expect(status).toBe(200);
  await workOff();
  expect(await Progress.findById(body.progressId).lean()).toMatchObject({ state: 'done', doneCount: 2 });
  expect(sent()).toHaveLength(2);
  for (const invite of [amy, ben]) {
    const message = sent().find((each) => each.touser === invite.managerUserid);
    expect(message.text.content).toContain(invite.code.match(/.{4}/g)?.join('-'));
    expect(message.text.content).toContain(`http://guanhu.test/i/${invite.code}`);
    expect(message.text.content).toContain('2030-12-31');
    expect((await InviteCode.findById(invite._id).lean())?.sentAt).not.toBeNull();
  }
});

test('a supervisor sends to their own people only', async () => {
  const campaignId = await aCampaign({ from: '2026-01-01', to: '2030-12-31' });
  const [amy, cat] = [await anInvite('u_amy', campaignId), await anInvite('u_cat', campaignId)];
  await send({ campaignId }, east);
  await workOff();
  expect(sent().map((each) => each.touser)).toEqual(['u_amy']);
  expect(await send({ campaignId, ids: [amy._id, cat._id] }, east)).toMatchObject({ status: 404, body: { code: 'referral.inviteNotFound' } });
});

test('nobody: 401; a manager: 403; another branch’s campaign: 404; bad input: 400', async () => {
  expect(await send({ campaignId: 'x' })).toMatchObject({ status: 401 });
  expect(await send({ campaignId: 'x' }, await aSignedIn({ roles: ['manager'] }))).toMatchObject({ status: 403 });
  expect(await send({ campaignId: await aCampaign({ departmentId: 3 }) }, east)).toMatchObject({ status: 404 });
  for (const input of [{}, { campaignId: { $ne: '' } }, { campaignId: 'x', ids: [] }, { campaignId: 'x', text: '你好' }]) expect(await send(input, head)).toMatchObject({ status: 400 });
});

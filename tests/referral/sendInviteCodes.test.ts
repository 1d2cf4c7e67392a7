import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';
import { useSmsGateway } from '../support/smsGateway.ts';
import { useSmtpHost } from '../support/smtpHost.ts';
import { ok } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
const mail = useSmtpHost();
const sms = useSmsGateway();
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
    expect(await InviteCode.findById(invite._id).lean()).toMatchObject({ sentAt: expect.any(Date), sentBy: 'wecom', sendProblem: '' });
  }
});

test('by mail and by SMS: who has an address gets the code, who has none is counted and named', async () => {
  const admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
  await post('org.setContact', { userid: 'u_amy', phone: '13900000001', mail: 'amy@bank.example' }, { token: admin.token });
  const campaignId = await aCampaign({ name: '夏季拓客', from: '2026-01-01', to: '2030-12-31' });
  const [amy, ben] = [await anInvite('u_amy', campaignId), await anInvite('u_ben', campaignId)];
  const shown = amy.code.match(/.{4}/g)?.join('-') ?? '';
  const byMail = await send({ campaignId, by: 'mail' }, head);
  await workOff();
  expect(mail.taken.map(({ to }) => to)).toEqual([['amy@bank.example']]);
  expect(mail.taken[0]?.mail.text).toContain(`${shown}\n客户打开链接即可：http://guanhu.test/i/${amy.code}`);
  expect(await post('system.getProgress', { progressId: byMail.body.progressId }, { token: head?.token ?? '' })).toMatchObject({ body: { state: 'done', doneCount: 2, failedCount: 1, totalCount: 2 } });
  const rows = async () => Object.fromEntries((await post('referral.listInviteCodes', { campaignId }, { token: head?.token ?? '' })).body.rows.map((row: { id: string }) => [row.id, row]));
  expect(await rows()).toMatchObject({ [amy._id]: { sent: { by: 'mail' }, sendProblem: '' }, [ben._id]: { sent: null, sendProblem: '邮件：没有登记邮箱，请在组织与角色里补上' } });
  await send({ campaignId, by: 'sms' }, head);
  await workOff();
  expect(sms.taken).toMatchObject([{ phone: '13900000001' }]);
  expect(sms.taken[0]?.text).toContain(shown);
  expect(await rows()).toMatchObject({ [amy._id]: { sent: { by: 'sms' } }, [ben._id]: { sent: null, sendProblem: '短信：没有登记手机号，请在组织与角色里补上' } });
});

test('only who has not been reached, and one alone', async () => {
  const campaignId = await aCampaign({ from: '2026-01-01', to: '2030-12-31' });
  const [amy, ben] = [await anInvite('u_amy', campaignId), await anInvite('u_ben', campaignId)];
  await send({ campaignId, ids: [amy._id] }, head);
  await workOff();
  expect(sent().map((each) => each.touser)).toEqual(['u_amy']);
  await send({ campaignId, unsentOnly: true }, head);
  await workOff();
  expect(sent().map((each) => each.touser)).toEqual(['u_amy', 'u_ben']);
  expect(await send({ campaignId, unsentOnly: true, ids: [ben._id] }, head)).toMatchObject({ status: 200 });
  await workOff();
  expect(sent()).toHaveLength(2);
});

test('what the gateway refuses for good is said at the code; a lost answer comes again under the same id', async () => {
  const campaignId = await aCampaign({ from: '2026-01-01', to: '2030-12-31' });
  const amy = await anInvite('u_amy', campaignId);
  sms.answers.push(400);
  await send({ campaignId, by: 'sms' }, head);
  await workOff();
  expect(await InviteCode.findById(amy._id).lean()).toMatchObject({ sentAt: null, sendProblem: '短信：短信没有送达，请核对手机号' });
  sms.answers.push(0);
  await send({ campaignId, by: 'sms' }, head);
  await workOff();
  expect(await Owed.findOne({ job: 'referral.sendInviteCode', state: 'waiting' }).lean()).toMatchObject({ attempts: 1, reason: 'PortError: 短信网关没有回应' });
  await Owed.updateMany({ state: 'waiting' }, { dueAt: new Date(0), handAt: new Date(0) });
  await workOff();
  expect(sms.taken).toHaveLength(1);
  expect(await InviteCode.findById(amy._id).lean()).toMatchObject({ sentBy: 'sms', sendProblem: '' });
});

test('a channel that is not set up is neither offered nor taken', async () => {
  const campaignId = await aCampaign({ from: '2026-01-01', to: '2030-12-31' });
  const offered = async () => (await post('referral.listInviteCodes', { campaignId }, { token: head?.token ?? '' })).body.sendBy;
  expect(await offered()).toEqual(['wecom', 'mail', 'sms']);
  mail.unplug();
  sms.unplug();
  expect(await offered()).toEqual(['wecom']);
  expect(await send({ campaignId, by: 'mail' }, head)).toMatchObject({ status: 503, body: { code: 'platform.mailNotConfigured' } });
  expect(await send({ campaignId, by: 'sms' }, head)).toMatchObject({ status: 503, body: { code: 'platform.smsNotConfigured' } });
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
  for (const input of [{}, { campaignId: { $ne: '' } }, { campaignId: 'x', ids: [] }, { campaignId: 'x', text: '你好' }, { campaignId: 'x', by: 'fax' }]) expect(await send(input, head)).toMatchObject({ status: 400 });
});

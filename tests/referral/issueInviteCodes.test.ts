import { ContactWay } from '../../server/channels/contactWay.model.ts';
import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { Progress } from '../../server/platform/progress.ts';
import { readCode } from '../../server/referral/inviteText.rules.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { newWay, paths, useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer, workOff } from '../support/harness.ts';
import { aCampaign } from '../support/referralBuilders.ts';
import { ok, refusal } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
let [head, east]: SignedIn[] = [];
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  for (const [userid, place] of [['u_amy', 'bund'], ['u_ben', 'xuhui'], ['u_cat', 'tianhe']] as const) await aStaff({ userid, place });
  await aStaff({ userid: 'u_off', place: 'bund', canAddCustomers: false });
  await aStaff({ userid: 'u_gone', place: 'bund', status: 'left' });
});
const issue = (input: unknown, who?: SignedIn) => post('referral.issueInviteCodes', input, who ? { token: who.token } : {});
const codesOf = (campaignId: string) => InviteCode.find({ campaignId }).sort({ managerUserid: 1 }).lean();

test('every active manager of the scope gets one code with its own contact way; a second run adds nothing', async () => {
  const campaignId = await aCampaign({ to: '2026-12-31' });
  const { status, body } = await issue({ campaignId }, head);
  expect(status).toBe(200);
  await workOff();
  expect(await Progress.findById(body.progressId).lean()).toMatchObject({ state: 'done', doneCount: 3, totalCount: 3 });
  const codes = await codesOf(campaignId);
  expect(codes.map((row) => row.managerUserid)).toEqual(['u_amy', 'u_ben', 'u_cat']);
  expect(codes.every((row) => readCode(row.code) === row.code)).toBe(true);
  expect(codes[0]?.expiresAt).toEqual(new Date('2026-12-31T16:00:00Z'));
  expect(await ContactWay.find({ 'owner.kind': 'invite', 'owner.id': codes[0]?._id }).lean()).toMatchObject([{ state: 'active', userids: ['u_amy'], campaignId }]);
  await issue({ campaignId }, head);
  await workOff();
  expect(await codesOf(campaignId)).toHaveLength(3);
  expect(played.wecom.to(paths.add)).toHaveLength(3);
});

test('a contact way that WeCom has refused is asked for again by the next run', async () => {
  const campaignId = await aCampaign({ to: '2026-12-31' });
  played.wecom.answer(paths.add, refusal(41_054));
  await issue({ campaignId, userids: ['u_amy'] }, head);
  await workOff();
  const [code] = await codesOf(campaignId);
  const way = () => ContactWay.findOne({ 'owner.id': code?._id }).lean();
  expect(await way()).toMatchObject({ state: 'failed', configId: '' });
  played.wecom.answer(paths.add, ({ body }) => ok(newWay(played.ways, body)));
  await issue({ campaignId }, head);
  await workOff();
  expect(await way()).toMatchObject({ state: 'active', reason: '', configId: expect.stringMatching(/./) });
  expect((await codesOf(campaignId)).filter((each) => each.managerUserid === 'u_amy')).toHaveLength(1);
});

test('a supervisor issues for their own subtree, also in a campaign of headquarters', async () => {
  const campaignId = await aCampaign();
  await issue({ campaignId }, east);
  await workOff();
  expect((await codesOf(campaignId)).map((row) => row.managerUserid)).toEqual(['u_amy', 'u_ben']);
  expect(await issue({ campaignId, userids: ['u_cat'] }, east)).toMatchObject({ status: 404, body: { code: 'org.staffNotFound' } });
});

test('two taps at once: one run, one code each', async () => {
  const campaignId = await aCampaign();
  const answers = await Promise.all([1, 2, 3].map(() => issue({ campaignId, userids: ['u_amy', 'u_ben'] }, head)));
  expect(new Set(answers.filter((each) => each.status === 200).map((each) => each.body.progressId)).size).toBe(1);
  await workOff();
  expect(await codesOf(campaignId)).toHaveLength(2);
});

test('an end of its own, inside the campaign', async () => {
  const campaignId = await aCampaign({ to: '2026-12-10' });
  const with_ = (expiresAt: string) => issue({ campaignId, userids: ['u_amy'], expiresAt }, head);
  expect(await with_('2026-12-11T00:00:00.000Z')).toMatchObject({ status: 409, body: { code: 'referral.expiryTooLate' } });
  expect(await with_('2026-11-22T03:00:00.000Z')).toMatchObject({ status: 409, body: { code: 'referral.expiryPast' } });
  expect(await with_('2026-12-01T00:00:00.000Z')).toMatchObject({ status: 200 });
  await workOff();
  expect(await codesOf(campaignId)).toMatchObject([{ expiresAt: new Date('2026-12-01T00:00:00Z'), endsWithCampaign: false }]);
});

test('a campaign that is over, another branch’s, or none: refused', async () => {
  const over = await aCampaign({ from: '2026-11-22', to: '2026-11-22' });
  freezeClock('2026-11-22T16:00:00Z');
  expect(await issue({ campaignId: over }, head)).toMatchObject({ status: 409, body: { code: 'channels.campaignOver' } });
  freezeClock('2026-11-22T04:00:00Z');
  expect(await issue({ campaignId: await aCampaign({ departmentId: 3 }) }, east)).toMatchObject({ status: 404, body: { code: 'channels.campaignNotFound' } });
  expect(await issue({ campaignId: 'none' }, head)).toMatchObject({ status: 404 });
});

test('nobody: 401; managers and reviewers: 403; bad input: 400', async () => {
  expect(await issue({ campaignId: 'x' })).toMatchObject({ status: 401 });
  for (const role of ['manager', 'compliance'] as const) expect(await issue({ campaignId: 'x' }, await aSignedIn({ roles: [role] }))).toMatchObject({ status: 403 });
  for (const input of [{}, { campaignId: { $ne: '' } }, { campaignId: 'x', userids: [] }, { campaignId: 'x', all: true }]) expect(await issue(input, head)).toMatchObject({ status: 400 });
});

import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';
import { redis } from '../../server/platform/redis.ts';

useServer();
useCodeWecom();
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
});
beforeEach(async () => { await redis().flushdb(); });
const peek = (input: unknown) => post('referral.peekInvite', input);

test('whoever has the code sees who invites, before signing in, and nothing of ids; again it is the same', async () => {
  const invite = await anInvite('u_amy', await aCampaign({ name: '冬季拓客' }));
  const { status, body } = await peek({ code: `${invite.code.slice(0, 6)} ${invite.code.slice(6)}` });
  expect(status).toBe(200);
  expect(body).toEqual({ code: invite.code.match(/.{4}/g)?.join('-'), managerName: '陈安琪', departmentName: '外滩支行', campaignName: '冬季拓客', expiresAt: '2026-12-31T16:00:00.000Z' });
  expect((await peek({ code: invite.code })).body).toEqual(body);
});

test('a slip of the finger is told as such, and costs no guess', async () => {
  const invite = await anInvite('u_amy');
  const slip = (invite.code.startsWith('2') ? '3' : '2') + invite.code.slice(1);
  for (let time = 0; time < 25; time += 1) expect(await peek({ code: slip })).toMatchObject({ status: 400, body: { code: 'referral.codeMistyped' } });
  expect(await peek({ code: invite.code })).toMatchObject({ status: 200 });
});

test('guessing is stopped at 20, and finds nothing', async () => {
  const answers: number[] = [];
  for (let guess = 0; guess < 30; guess += 1) answers.push((await peek({ code: '222222222222' })).status);
  expect(answers.filter((each) => each === 404)).toHaveLength(20);
  expect(answers.slice(20).every((each) => each === 429)).toBe(true);
});

test('disabled and expired codes say so', async () => {
  const invite = await anInvite('u_amy');
  await InviteCode.updateOne({ _id: invite._id }, { expiresAt: new Date('2026-11-22T03:59:59Z') });
  expect(await peek({ code: invite.code })).toMatchObject({ status: 409, body: { code: 'referral.codeExpired', action: '请向客户经理索取新码' } });
});

test.each([[{}, 'code'], [{ code: { $ne: '' } }, 'code.$ne'], [{ code: '' }, 'code'], [{ code: 'x', via: 'y' }, 'via']])('bad input %j names the field', async (input, path) => {
  const answer = await peek(input);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
});

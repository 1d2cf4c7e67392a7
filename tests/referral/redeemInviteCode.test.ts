import { holderOf } from '../../server/attribution/holder.ts';
import { Touch } from '../../server/attribution/touch.model.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer, workOff } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';

useServer();
useCodeWecom();
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
  await aStaff({ userid: 'u_ben', name: '周本', place: 'xuhui' });
});
const redeem = (code: string, bearer?: string, change: object = {}) => post('referral.redeemInviteCode', { code, ...change }, bearer ? { bearer } : {});

test('the customer belongs to the manager from now on, and is told why; a second call gives the same answer', async () => {
  const invite = await anInvite('u_amy');
  const { customerId, bearer } = await aMember();
  const first = await redeem(invite.code.toLowerCase(), bearer);
  expect(first).toMatchObject({ status: 200, body: { managerName: '陈安琪', bound: true, reason: 'firstBinding', words: '之前没有管户，归属陈安琪' } });
  expect((await redeem(invite.code, bearer)).body).toEqual(first.body);
  expect(await holderOf(customerId)).toMatchObject({ userid: 'u_amy' });
  expect(await Touch.countDocuments({ customerId, kind: 'redeem' })).toBe(1);
  expect(await EventLog.countDocuments({ name: 'referral.inviteRedeemed', 'subject.customerId': customerId })).toBe(1);
});

test('two phones, two managers at once: one holds the customer, both answers say the truth', async () => {
  const [amys, bens] = [await anInvite('u_amy'), await anInvite('u_ben')];
  const { customerId, bearer } = await aMember();
  const answers = await Promise.all([redeem(amys.code, bearer), redeem(bens.code, bearer)]);
  expect(answers.map((each) => each.status)).toEqual([200, 200]);
  const holder = await holderOf(customerId);
  expect(['u_amy', 'u_ben']).toContain(holder?.userid);
  expect(await Touch.countDocuments({ customerId, kind: 'redeem' })).toBe(2);
});

test('the same code from two phones of one person at once: one redemption', async () => {
  const invite = await anInvite('u_amy');
  const { customerId, bearer } = await aMember();
  const answers = await Promise.all([1, 2, 3, 4].map(() => redeem(invite.code, bearer)));
  expect(answers.map((each) => each.body.reason)).toEqual(Array(4).fill('firstBinding'));
  expect(await Touch.countDocuments({ customerId, kind: 'redeem' })).toBe(1);
});

test('what cannot be used is refused in words, and leaves no touch', async () => {
  const { customerId, bearer } = await aMember();
  const disabled = await anInvite('u_amy');
  await InviteCode.updateOne({ _id: disabled._id }, { state: 'disabled' });
  const expired = await anInvite('u_amy');
  await InviteCode.updateOne({ _id: expired._id }, { expiresAt: new Date('2026-11-22T04:00:00Z') });
  const coming = await anInvite('u_amy', await aCampaign({ from: '2026-12-01' }));
  const wrong = disabled.code.slice(0, -1) + (disabled.code.endsWith('2') ? '3' : '2');
  for (const [code, status, error] of [[disabled.code, 409, 'referral.codeDisabled'], [expired.code, 409, 'referral.codeExpired'], [coming.code, 409, 'referral.codeNotStarted'], [wrong, 400, 'referral.codeMistyped'], ['222222222222', 404, 'referral.codeUnknown']] as const) {
    const answer = await redeem(code, bearer);
    expect(answer).toMatchObject({ status, body: { code: error } });
    expect(answer.body.action.length).toBeGreaterThan(5);
  }
  expect(await Touch.countDocuments({ customerId })).toBe(0);
});

test('disabled while it was on its way: refused', async () => {
  const invite = await anInvite('u_amy');
  const { bearer } = await aMember();
  const { token } = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  const [redeemed, disabled] = await Promise.all([redeem(invite.code, bearer), post('referral.disableInviteCode', { id: invite._id }, { token })]);
  expect(disabled.status).toBe(200);
  expect([200, 409]).toContain(redeemed.status);
  expect(await redeem(invite.code, (await aMember()).bearer)).toMatchObject({ status: 409, body: { code: 'referral.codeDisabled' } });
});

test('who invites themselves is not counted', async () => {
  const invite = await anInvite('u_amy');
  const { customerId, bearer } = await aMember();
  expect(await redeem(invite.code, bearer, { via: customerId })).toMatchObject({ status: 200, body: { bound: false, reason: 'selfInvite' } });
  expect(await holderOf(customerId)).toBeNull();
});

test('20 wrong guesses, and the caller waits, whatever comes next', async () => {
  const invite = await anInvite('u_amy');
  const { bearer } = await aMember();
  const headers = { 'x-forwarded-for': '203.0.113.9' };
  const statuses: number[] = [];
  for (let guess = 0; guess < 22; guess += 1) statuses.push((await post('referral.redeemInviteCode', { code: '222222222222' }, { bearer, headers })).status);
  expect(statuses.filter((each) => each === 404).length).toBeLessThanOrEqual(20);
  expect(statuses.at(-1)).toBe(429);
  expect(await redeem(invite.code, bearer)).toMatchObject({ status: 429, body: { code: 'referral.tooManyGuesses' } });
});

test('nobody: 401; staff: 403; bad input: 400', async () => {
  expect(await redeem('222222222222')).toMatchObject({ status: 401 });
  const { token } = await aSignedIn({ roles: ['admin', 'manager'] });
  expect(await post('referral.redeemInviteCode', { code: 'x' }, { token })).toMatchObject({ status: 403 });
  const { bearer } = await aMember();
  for (const change of [{ code: { $ne: '' } }, { via: { $gt: '' } }, { managerUserid: 'u_amy' }]) expect(await redeem('222222222222', bearer, change)).toMatchObject({ status: 400 });
  await workOff();
});

import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';

useServer();
useCodeWecom();
let [head, east, south, amy]: SignedIn[] = [];
let campaignId = '';
let code = '';
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  south = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  amy = await aSignedIn({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
  await aSignedIn({ userid: 'u_ben', name: '周本', place: 'xuhui' });
  await aSignedIn({ userid: 'u_cat', name: '卡特', place: 'tianhe' });
  campaignId = await aCampaign({ name: '冬季拓客' });
});
beforeEach(async () => {
  if (code) return;
  for (const userid of ['u_amy', 'u_ben', 'u_cat']) code = (await anInvite(userid, campaignId)).code;
});
const list = (input: object, who?: SignedIn) => post('referral.listInviteCodes', input, who ? { token: who.token } : {});
const managers = async (input: object, who?: SignedIn) => (await list(input, who)).body.rows.map((row: { manager: { userid: string } }) => row.manager.userid).sort();

test('each sees their subtree, a manager their own', async () => {
  expect(await managers({}, head)).toEqual(['u_amy', 'u_ben', 'u_cat']);
  expect(await managers({}, east)).toEqual(['u_amy', 'u_ben']);
  expect(await managers({}, south)).toEqual(['u_cat']);
  expect(await managers({}, amy)).toEqual(['u_amy']);
});

test('a row shows all ways to use the code, and what may be done', async () => {
  const { rows: [row], can } = (await list({ userid: 'u_amy' }, east)).body;
  expect(row).toMatchObject({
    state: 'active', campaign: { id: campaignId, name: '冬季拓客' }, manager: { name: '陈安琪', departmentName: '外滩支行' }, qrCodeUrl: expect.stringContaining('https://qr.example.com/'),
    figures: { shared: 0, clicked: 0, scanned: 0, redeemed: 0, added: 0 }, sent: null, sendProblem: '',
    can: expect.arrayContaining(['referral.disableInviteCode', 'referral.reissueInviteCode', 'referral.setInviteExpiry']),
  });
  expect(row.link).toBe(`http://guanhu.test/i/${row.code.replace(/-/g, '')}`);
  expect(can.sort()).toEqual(['referral.issueInviteCodes', 'referral.sendInviteCodes']);
  expect((await list({}, amy)).body).toMatchObject({ can: [], rows: [{ can: [] }] });
});

test('by code, by part of the name, by state, by campaign', async () => {
  expect(await managers({ search: code.toLowerCase() }, head)).toEqual(['u_cat']);
  expect(await managers({ search: '安琪' }, head)).toEqual(['u_amy']);
  expect(await managers({ search: '.*' }, head)).toEqual([]);
  expect(await managers({ state: 'expired' }, head)).toEqual([]);
  expect(await managers({ campaignId: 'none' }, head)).toEqual([]);
});

test('another branch’s code is not found, by whatever filter', async () => {
  expect(await managers({ search: code }, east)).toEqual([]);
  expect(await managers({ userid: 'u_cat' }, east)).toEqual([]);
});

test('nobody: 401; bad input: 400', async () => {
  expect(await list({})).toMatchObject({ status: 401 });
  for (const input of [{ search: { $regex: '' } }, { state: 'old' }, { managerUserid: 'u_amy' }]) expect(await list(input, head)).toMatchObject({ status: 400 });
});

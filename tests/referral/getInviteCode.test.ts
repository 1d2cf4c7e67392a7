import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { post, useServer } from '../support/harness.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';

useServer();
useCodeWecom();
let [amy, east]: SignedIn[] = [];
let id = '';
beforeAll(async () => {
  await aTree();
  amy = await aSignedIn({ userid: 'u_amy', place: 'bund' });
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
});
beforeEach(async () => { id ||= (await anInvite('u_amy', await aCampaign({ from: '2026-01-01', to: '2030-12-31' })))._id; });
const get = (input: unknown, who?: SignedIn) => post('referral.getInviteCode', input, who ? { token: who.token } : {});

test('its manager and their supervisors see it, the same each time', async () => {
  for (const who of [amy, east]) expect(await get({ id }, who)).toMatchObject({ status: 200, body: { id, state: 'active', manager: { userid: 'u_amy' } } });
  expect((await get({ id }, east)).body).toEqual((await get({ id }, east)).body);
});

test("a colleague's, another branch's, and one that never was: 404", async () => {
  for (const who of [await aSignedIn({ place: 'bund' }), await aSignedIn({ place: 'south', roles: ['admin'] })]) expect(await get({ id }, who)).toMatchObject({ status: 404, body: { code: 'referral.inviteNotFound' } });
  expect(await get({ id: 'none' }, east)).toMatchObject({ status: 404 });
});

test('nobody: 401; bad input: 400', async () => {
  expect(await get({ id })).toMatchObject({ status: 401 });
  expect(await get({ id: { $ne: '' } }, east)).toMatchObject({ status: 400 });
});

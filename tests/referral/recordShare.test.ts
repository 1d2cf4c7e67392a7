import { Touch } from '../../server/attribution/touch.model.ts';
import { aSignedIn, aStaff, aTree } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { anInvite } from '../support/referralBuilders.ts';

useServer();
useCodeWecom();
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T04:00:00Z');
  await aStaff({ userid: 'u_amy', place: 'bund' });
});
const share = (input: unknown, bearer?: string) => post('referral.recordShare', input, bearer ? { bearer } : {});

test('each tap is one share, told twice it stays one, and binds nobody', async () => {
  const invite = await anInvite('u_amy');
  const { customerId, bearer } = await aMember();
  expect((await share({ code: invite.code, shareId: 's1' }, bearer)).body).toEqual({ noted: true });
  expect((await share({ code: invite.code, shareId: 's1' }, bearer)).body).toEqual({ noted: false });
  await share({ code: invite.code, shareId: 's2' }, bearer);
  expect(await Touch.countDocuments({ customerId, kind: 'share' })).toBe(2);
  expect((await post('referral.getMyInvite', {}, { bearer })).body).toMatchObject({ figures: { shared: 2, opened: 0, redeemed: 0 } });
});

test('nobody: 401; staff: 403; bad input: 400', async () => {
  expect(await share({ code: 'x', shareId: 's' })).toMatchObject({ status: 401 });
  const { token } = await aSignedIn({ roles: ['manager'] });
  expect(await post('referral.recordShare', { code: 'x', shareId: 's' }, { token })).toMatchObject({ status: 403 });
  const { bearer } = await aMember();
  for (const input of [{ code: 'x' }, { code: 'x', shareId: { $ne: '' } }, { code: 'x', shareId: 's', channel: 'moments' }]) expect(await share(input, bearer)).toMatchObject({ status: 400 });
});

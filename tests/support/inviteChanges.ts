import type { InviteCodeRow } from '../../server/referral/inviteCode.model.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from './builders.ts';
import { useCodeWecom } from './channelsBuilders.ts';
import { post } from './harness.ts';
import { aCampaign, anInvite } from './referralBuilders.ts';
import { ok } from './wecomBuilders.ts';

/** A supervisor, a manager with a code, and a WeCom that lets contact ways go. Call at the top of a test file, after `useServer`. */
export function useInviteOwner() {
  const played = useCodeWecom();
  const owner = { east: undefined as unknown as SignedIn }; // filled before the first test
  beforeAll(async () => {
    await aTree();
    owner.east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
    await aStaff({ userid: 'u_amy', place: 'bund' });
  });
  beforeEach(() => played.wecom.answer('/cgi-bin/externalcontact/del_contact_way', ok()));
  const aCode = async () => anInvite('u_amy', await aCampaign({ from: '2026-01-01', to: '2030-12-31' }));
  return { played, owner, aCode };
}

/** What every operation that changes a code refuses alike. */
export function refusesOthers(operation: string, aCode: () => Promise<InviteCodeRow>, change: (id: string) => object = (id) => ({ id })): void {
  const ask = (input: unknown, who?: SignedIn) => post(operation, input, who ? { token: who.token } : {});

  test("another branch's code, and one that never was: 404", async () => {
    const { _id } = await aCode();
    expect(await ask(change(_id), await aSignedIn({ place: 'south', roles: ['admin'] }))).toMatchObject({ status: 404, body: { code: 'referral.inviteNotFound' } });
    expect(await ask(change('none'), await aSignedIn({ place: 'headquarters', roles: ['operator'] }))).toMatchObject({ status: 404 });
  });

  test('nobody: 401; the manager, a reviewer: 403; bad input: 400', async () => {
    expect(await ask(change('x'))).toMatchObject({ status: 401 });
    for (const role of ['manager', 'compliance'] as const) expect(await ask(change('x'), await aSignedIn({ roles: [role] }))).toMatchObject({ status: 403 });
    const head = await aSignedIn({ place: 'headquarters', roles: ['operator'] });
    for (const input of [{}, { ...change('x'), id: { $ne: '' } }, { ...change('x'), force: true }]) expect(await ask(input, head)).toMatchObject({ status: 400 });
  });
}

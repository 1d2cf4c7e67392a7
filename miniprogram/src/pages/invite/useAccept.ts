import { useState } from 'react';
import type { Answer, Api } from '../../../../shared/api.ts';
import { api } from '../../lib/api.ts';
import { refreshMine } from '../../lib/refreshMine.ts';
import { useEnter } from '../../lib/useEnter.ts';
import { useWrite } from '../../lib/useWrite.ts';

type Redeemed = Answer<Api['referral']['redeemInviteCode']>;

/** Accepting: the notice and signing in where needed, then the opening and the redemption are told. Each may be told twice. */
export function useAccept(invite: { code: string; via?: string }) {
  const { enter, isBusy: isEntering } = useEnter();
  const [result, setResult] = useState<Redeemed>();
  const { write, isBusy, error } = useWrite(async (_: undefined, options) => {
    await api.referral.openInvite(invite);
    return api.referral.redeemInviteCode(invite, options);
  });
  const accept = async () => {
    if (!(await enter())) return;
    const redeemed = await write(undefined);
    if (!redeemed) return;
    setResult(redeemed);
    void refreshMine();
  };
  return { accept, isBusy: isEntering || isBusy, refusal: error, result };
}

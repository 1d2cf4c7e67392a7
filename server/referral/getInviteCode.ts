import { getInviteCode as contract } from '../../shared/referral/inviteCode.contract.ts';
import { operation } from '../platform/operation.ts';
import { visibleInvite } from './inviteScope.ts';
import { presentInvite } from './presentInvites.ts';

export const getInviteCode = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  run: async ({ id }, { actor, now }) => presentInvite(await visibleInvite(id, actor), actor, now),
});

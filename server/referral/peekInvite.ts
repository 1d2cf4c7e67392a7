import { peekInvite as contract } from '../../shared/referral/inviteCode.contract.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import { operation } from '../platform/operation.ts';
import { findUsableInvite } from './findInvite.ts';
import { showCode } from './inviteText.rules.ts';

export const peekInvite = operation(contract, {
  allow: 'public',
  async run({ code }, { actor, now }) {
    const { invite, campaign } = await findUsableInvite(code, now, actor.kind === 'customer' ? actor.id : null);
    const staff = (await findStaff([invite.managerUserid])).get(invite.managerUserid);
    const departments = await departmentNames(staff ? [staff.departmentPath] : []);
    return {
      code: showCode(invite.code), managerName: staff?.name ?? '', departmentName: departments.get(staff?.departmentPath ?? '') ?? '',
      campaignName: campaign.name, expiresAt: invite.expiresAt.toISOString(),
    };
  },
});

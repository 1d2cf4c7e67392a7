import type { z } from 'zod';
import type { InviteCode as InviteContract } from '../../shared/referral/inviteCode.contract.ts';
import { campaignsById } from '../channels/campaigns.ts';
import { findContactWays } from '../channels/contactWays.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import { isWithin, seesSubtree, type Actor } from '../platform/actor.ts';
import { config } from '../platform/config.ts';
import { allOperations } from '../platform/domain.ts';
import { permitted } from '../platform/operation.ts';
import type { InviteCodeRow } from './inviteCode.model.ts';
import { figuresOf } from './inviteEvents.ts';
import { stateOf } from './inviteScope.ts';
import { showCode } from './inviteText.rules.ts';

export const linkOf = (code: string): string => `${config.PUBLIC_URL}/i/${code}`;
export const miniCodePath = (inviteId: string): string => `/referral/mini-codes/${inviteId}`;
const changing = ['referral.disableInviteCode', 'referral.reissueInviteCode', 'referral.setInviteExpiry'];

export async function presentInvites(rows: InviteCodeRow[], actor: Actor, now: Date): Promise<z.infer<typeof InviteContract>[]> {
  const ids = rows.map((row) => row._id);
  const [staff, campaigns, ways, figures] = await Promise.all([
    findStaff(rows.map((row) => row.managerUserid)), campaignsById(rows.map((row) => row.campaignId)), findContactWays('invite', ids), figuresOf(ids),
  ]);
  const departments = await departmentNames(rows.map((row) => row.departmentPath));
  const operations = allOperations().filter(({ contract }) => changing.includes(contract.name));
  return rows.map((row) => {
    const isOwned = seesSubtree(actor) && isWithin(actor, row.departmentPath);
    return {
      id: row._id, code: showCode(row.code), state: stateOf(row, now),
      campaign: { id: row.campaignId, name: campaigns.get(row.campaignId)?.name ?? '' },
      manager: { userid: row.managerUserid, name: staff.get(row.managerUserid)?.name ?? row.managerUserid, departmentName: departments.get(row.departmentPath) ?? '' },
      link: linkOf(row.code), qrCodeUrl: ways(row._id)?.qrCode ?? '', miniCodeUrl: miniCodePath(row._id),
      expiresAt: row.expiresAt.toISOString(), createdAt: row.createdAt.toISOString(), sent: row.sentAt && row.sentBy && { at: row.sentAt.toISOString(), by: row.sentBy }, sendProblem: row.sendProblem,
      figures: figures(row._id), can: permitted(actor, operations, () => isOwned && row.state === 'active'),
    };
  });
}

export async function presentInvite(row: InviteCodeRow, actor: Actor, now: Date): Promise<z.infer<typeof InviteContract>> {
  const [presented] = await presentInvites([row], actor, now);
  if (!presented) throw new Error('presentInvites lost a row');
  return presented;
}

import { createCampaign } from '../../server/channels/createCampaign.ts';
import { issueInviteCodes } from '../../server/referral/issueInviteCodes.ts';
import { InviteCode, type InviteCodeRow } from '../../server/referral/inviteCode.model.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { call } from '../../server/platform/operation.ts';
import { workOff } from './harness.ts';

const actor = systemActor('test');
let count = 0;

export async function aCampaign({ name, from = '2026-11-01', to = '2026-12-31', departmentId = 1 }: { name?: string; from?: string; to?: string; departmentId?: number } = {}): Promise<string> {
  count += 1;
  return (await call(createCampaign, { name: name ?? `活动${count}`, from, to, departmentId }, { actor })).id;
}

/** A code of this manager, with its contact way made. */
export async function anInvite(managerUserid: string, campaignId?: string): Promise<InviteCodeRow> {
  const campaign = campaignId ?? await aCampaign();
  await call(issueInviteCodes, { campaignId: campaign, userids: [managerUserid] }, { actor });
  await workOff();
  const row = await InviteCode.findOne({ campaignId: campaign, managerUserid, state: 'active' }).lean<InviteCodeRow>();
  if (!row) throw new Error('no code was issued');
  return row;
}

import type { QueryFilter } from 'mongoose';
import type { z } from 'zod';
import { listInviteCodes as contract } from '../../shared/referral/inviteCode.contract.ts';
import { Staff } from '../org/staff.model.ts';
import { availableChannels } from '../org/tellStaff.ts';
import type { Actor } from '../platform/actor.ts';
import { allOperations } from '../platform/domain.ts';
import { operation, permitted } from '../platform/operation.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { ofState, visibleInvites } from './inviteScope.ts';
import { readCode } from './inviteText.rules.ts';
import { presentInvites } from './presentInvites.ts';

export type InviteFilter = Pick<z.infer<typeof contract.input>, 'campaignId' | 'state' | 'search' | 'userid'>;

export const listInviteCodes = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ page, pageSize, ...filter }, { actor, now }) {
    const asked = await inviteFilter(filter, actor, now);
    const [rows, total] = await Promise.all([
      InviteCode.find(asked).sort({ createdAt: -1, _id: 1 }).skip((page - 1) * pageSize).limit(pageSize).lean<InviteCodeRow[]>(),
      InviteCode.countDocuments(asked),
    ]);
    const can = permitted(actor, allOperations().filter((each) => ['referral.issueInviteCodes', 'referral.sendInviteCodes'].includes(each.contract.name)));
    return { rows: await presentInvites(rows, actor, now), total, can, sendBy: availableChannels() };
  },
});

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const mostNames = 20_000;

/** What the list and its export show. */
export async function inviteFilter({ campaignId, state, search, userid }: InviteFilter, actor: Actor, at: Date): Promise<QueryFilter<InviteCodeRow>> {
  const code = search ? readCode(search) : undefined;
  const named = search && !code ? await Staff.find({ name: { $regex: new RegExp(literal(search), 'i') } }, { _id: 1 }).limit(mostNames).lean<{ _id: string }[]>() : undefined;
  return {
    $and: [
      visibleInvites(actor), campaignId ? { campaignId } : {}, state ? ofState(state, at) : {}, userid ? { managerUserid: userid } : {},
      code ? { code } : {}, named ? { managerUserid: { $in: named.map((each) => each._id) } } : {},
    ],
  };
}

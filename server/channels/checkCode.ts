import { approvedVersion } from '../content/approvedVersion.ts';
import { findTags } from '../customers/findTags.ts';
import { findStaff } from '../org/findStaff.ts';
import { isWithin, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { commonPath } from './code.rules.ts';
import type { ChannelCodeRow } from './channelCode.model.ts';

type Fields = Pick<ChannelCodeRow, 'staff' | 'backupUserid' | 'tagIds' | 'welcomeVersionId'>;

/** Gives where these people work together. Refuses people who cannot add customers or are not the actor's to choose, tags that do not exist, and a welcome that is not approved. */
export async function checkCode({ staff, backupUserid, tagIds, welcomeVersionId }: Fields, actor: Actor, at: Date, tx: Tx): Promise<{ staffPath: string }> {
  const userids = [...staff.map((each) => each.userid), backupUserid];
  const known = await findStaff(userids, tx);
  const isUsable = (userid: string): boolean => {
    const person = known.get(userid);
    return person !== undefined && person.status === 'active' && person.canAddCustomers && isWithin(actor, person.departmentPath);
  };
  if (!userids.every(isUsable)) throw new AppError('channels.staffUnavailable');
  await findTags(tagIds, tx);
  await approvedVersion(welcomeVersionId, at, tx);
  return { staffPath: commonPath(userids.map((userid) => known.get(userid)?.departmentPath ?? '/1/')) };
}

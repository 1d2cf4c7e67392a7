import { findStaff } from '../org/findStaff.ts';
import { businessDay } from '../platform/clock.ts';
import type { ChannelCodeRow } from './channelCode.model.ts';
import { countAdds } from './counts.ts';
import { dutyList } from './duty.rules.ts';

/** To whom the code should lead at this time. Who has left or may not add customers any more is passed over, as far as anyone remains. */
export async function currentDuty(code: ChannelCodeRow, at: Date): Promise<string[]> {
  const [known, adds] = await Promise.all([
    findStaff([...code.staff.map((each) => each.userid), code.backupUserid]),
    countAdds([code._id], businessDay(at)),
  ]);
  const isAvailable = (userid: string): boolean => {
    const staff = known.get(userid);
    return staff !== undefined && staff.status === 'active' && staff.canAddCustomers;
  };
  const staff = code.staff.filter((each) => isAvailable(each.userid));
  const userids = dutyList({ staff, backupUserid: code.backupUserid }, at, adds.get(code._id) ?? new Map());
  if (userids.every(isAvailable) || staff.length === 0) return userids;
  return staff.map((each) => each.userid);
}

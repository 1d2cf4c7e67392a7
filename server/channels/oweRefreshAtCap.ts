import { businessDay } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import type { ChannelCodeRow } from './channelCode.model.ts';
import { countAdds } from './counts.ts';
import { oweRefresh } from './refreshDuty.job.ts';

/** Once this person's cap of the day is reached, the code is to lead to the others. */
export async function oweRefreshAtCap(code: ChannelCodeRow, userid: string, at: Date, tx: Tx): Promise<void> {
  const cap = code.staff.find((each) => each.userid === userid)?.dailyCap ?? null;
  if (cap === null) return;
  const day = businessDay(at);
  const adds = (await countAdds([code._id], day, tx)).get(code._id)?.get(userid) ?? 0;
  if (adds >= cap) await oweRefresh(code._id, `cap:${userid}:${day}:${cap}:${code.revision}`, tx);
}

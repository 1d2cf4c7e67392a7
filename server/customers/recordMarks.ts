import { now } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { withReading } from './follow.rules.ts';
import { gramsOf } from './search.rules.ts';
import { readCustomers, withFollow, writeCustomers } from './store.ts';

/** Tags and remark that we have just set in WeCom: an API write causes no callback that would tell of them (contract 2.3). */
export async function recordMarks(marks: { externalUserid: string; userid: string; addTagIds?: string[]; remark?: string }, tx: Tx): Promise<void> {
  const row = (await readCustomers([marks.externalUserid], tx)).get(marks.externalUserid);
  const follow = row?.follows.find((each) => each.userid === marks.userid);
  if (!row || !follow) return;
  const remark = marks.remark ?? follow.remark;
  const tagIds = [...new Set([...follow.tagIds, ...(marks.addTagIds ?? [])])];
  await writeCustomers([withFollow(row, withReading(follow, { readAt: now(), remark, grams: gramsOf(remark), tagIds, phones: follow.phones }))], tx);
}

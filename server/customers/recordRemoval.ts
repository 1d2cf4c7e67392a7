import type { Tx } from '../platform/mongo.ts';
import { withRemoval } from './follow.rules.ts';
import { blankCustomer, placesOf, readCustomers, withFollow, writeCustomers } from './store.ts';

/** A relation has ended. Heard of before its add, it is kept and waits for it. */
export async function recordRemoval(removal: { externalUserid: string; userid: string; at: Date; by: 'customer' | 'staff' }, tx: Tx): Promise<void> {
  const { externalUserid, userid, at, by } = removal;
  const places = await placesOf([userid], tx);
  const row = (await readCustomers([externalUserid], tx)).get(externalUserid) ?? blankCustomer({ externalUserid, lastAddedAt: at });
  const known = row.follows.find((each) => each.userid === userid);
  await writeCustomers([withFollow(row, withRemoval(known, { userid, departmentPath: places(userid), at, by }))], tx);
}

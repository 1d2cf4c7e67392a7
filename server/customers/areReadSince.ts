import { Customer, type CustomerRow } from './customer.model.ts';

export interface ReadSince { externalUserid: string; userid: string; since: Date }

/** Whether profile and relation were read from WeCom at or after that instant, of each: another handler of the same add was first. */
export async function areReadSince(relations: readonly ReadSince[]): Promise<boolean[]> {
  const externalUserids = [...new Set(relations.map((each) => each.externalUserid))];
  const rows = await Customer.find({ externalUserid: { $in: externalUserids } }, { externalUserid: 1, profileAt: 1, 'follows.userid': 1, 'follows.readAt': 1 }).lean<CustomerRow[]>();
  const known = new Map(rows.map((row) => [row.externalUserid, row]));
  return relations.map(({ externalUserid, userid, since }) => {
    const row = known.get(externalUserid);
    if (!row?.profileAt || row.profileAt < since) return false;
    return row.follows.some((follow) => follow.userid === userid && follow.readAt && follow.readAt >= since);
  });
}

import { newId } from '../platform/chance.ts';
import { now } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { findStaff } from '../org/findStaff.ts';
import { Customer, type CustomerRow, type FollowRow } from './customer.model.ts';
import { lastAddOf } from './follow.rules.ts';

/** A customer of whom only an id is known. */
export const blankCustomer = (known: Pick<CustomerRow, 'lastAddedAt'> & Partial<CustomerRow>): CustomerRow => ({
  _id: newId(), externalUserid: null, openids: [], unionid: null, phone: null, phoneVerifiedAt: null, bankCustomerNo: null, bankNoPhone: null, mergedInto: null, mergedIds: [],
  facts: { holder: null, confirmedHolder: null }, name: '', grams: [], avatar: '', gender: 0, type: 1, follows: [], profileAt: null, createdAt: now(), ...known,
});

/** The customer with this relation in place of what was known of it. */
export function withFollow(row: CustomerRow, follow: FollowRow): CustomerRow {
  const known = row.follows.some((each) => each.userid === follow.userid);
  const follows = known ? row.follows.map((each) => (each.userid === follow.userid ? follow : each)) : [...row.follows, follow];
  return { ...row, follows, lastAddedAt: lastAddOf(follows) };
}

/** Where each of these works now. Who is not known yet counts at headquarters until the next reading. */
export async function placesOf(userids: string[], tx: Tx): Promise<(userid: string) => string> {
  const staff = await findStaff(userids, tx);
  return (userid) => staff.get(userid)?.departmentPath ?? '/1/';
}

export async function readCustomers(externalUserids: string[], tx: Tx): Promise<Map<string, CustomerRow>> {
  const rows = await Customer.find({ externalUserid: { $in: [...new Set(externalUserids)] } }).session(tx).lean<CustomerRow[]>();
  return new Map(rows.flatMap((row) => (row.externalUserid === null ? [] : [[row.externalUserid, row] as const])));
}

/**
 * Writes what WeCom tells, and nothing of what others have decided, of rows that were read in this transaction: another's change since then conflicts, and the transaction starts again.
 * New ones are upserted, because a duplicate key would end it.
 */
export async function writeCustomers(rows: CustomerRow[], tx: Tx): Promise<void> {
  if (rows.length === 0) return;
  await Customer.bulkWrite(
    rows.map(({ externalUserid, unionid, name, grams, avatar, gender, type, follows, lastAddedAt, profileAt, ...own }) => ({
      updateOne: { filter: { externalUserid }, update: { $set: { unionid, name, grams, avatar, gender, type, follows, lastAddedAt, profileAt }, $setOnInsert: own }, upsert: true },
    })),
    { session: tx, ordered: false },
  );
}

import { isDeepStrictEqual } from 'node:util';
import { now } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { Customer, type CustomerRow, type FollowRow } from './customer.model.ts';
import { isNewAdd, withAdd, withReading } from './follow.rules.ts';
import type { Contact, ContactProfile } from './ensureContact.ts';
import { joinPeople } from './joinPeople.job.ts';
import { gramsOf } from './search.rules.ts';
import { sealPhones } from './sealPhones.ts';
import { blankCustomer, placesOf, readCustomers, withFollow, writeCustomers } from './store.ts';

export interface Ensured {
  customerId: string;
  isNew: boolean;
  /** No add of ours was this one: the relation is new, or was made again. */
  isNewAdd: boolean;
  follow: FollowRow;
}

/** `ensureContact` for many: three round trips, one more where a unionid is new, whatever their number. Answers in the order of the contacts. */
export async function ensureContacts(contacts: Contact[], tx: Tx): Promise<Ensured[]> {
  const places = await placesOf(contacts.map((each) => each.userid), tx);
  const stored = await readCustomers(contacts.map((each) => each.externalUserid), tx);
  const current = new Map(stored);
  const results = contacts.map((contact) => {
    const before = current.get(contact.externalUserid) ?? blankCustomer({ externalUserid: contact.externalUserid, lastAddedAt: contact.addedAt });
    const known = before.follows.find((each) => each.userid === contact.userid);
    const follow = followAfter(known, contact, places(contact.userid));
    current.set(contact.externalUserid, withProfile(withFollow(before, follow), contact));
    return { customerId: before._id, isNew: !stored.has(contact.externalUserid), isNewAdd: isNewAdd(known, contact.addedAt), follow };
  });
  const before = (row: CustomerRow) => stored.get(row.externalUserid ?? '');
  await writeCustomers([...current.values()].filter((row) => !isDeepStrictEqual(row, before(row))), tx);
  await oweJoins([...current.values()].filter((row) => row.unionid !== null && row.unionid !== before(row)?.unionid), tx);
  return results;
}

/** Whom a reading shows to be the same as somebody in the mini-program, by their unionid. */
async function oweJoins(rows: CustomerRow[], tx: Tx): Promise<void> {
  if (rows.length === 0) return;
  const unionids = rows.map((row) => row.unionid);
  const others = await Customer.find({ unionid: { $in: unionids }, externalUserid: null, mergedInto: null }, { unionid: 1 }).session(tx).lean<Pick<CustomerRow, '_id' | 'unionid'>[]>();
  const shared = new Set(others.map((each) => each.unionid));
  const at = now().getTime();
  await owe(joinPeople, rows.filter((row) => shared.has(row.unionid)).map(({ _id }) => ({ key: `${_id}:${at}`, payload: { customerId: _id } })), tx);
}

function followAfter(known: FollowRow | undefined, contact: Contact, departmentPath: string): FollowRow {
  const { userid, addedAt, addWay, state } = contact;
  const follow = withAdd(known, { userid, departmentPath, addedAt, ...(addWay === undefined ? {} : { addWay }), ...(state ? { channelState: state } : {}) });
  const { remark, tagIds, phones } = contact;
  if (remark === undefined && tagIds === undefined && phones === undefined) return follow;
  return withReading(follow, {
    readAt: contact.readAt ?? now(),
    remark: remark ?? follow.remark,
    grams: remark === undefined ? follow.grams : gramsOf(remark),
    tagIds: tagIds ?? follow.tagIds,
    phones: phones === undefined ? follow.phones : sealPhones(phones, follow.phones),
  });
}

function withProfile(row: CustomerRow, { profile, readAt = now() }: { profile?: ContactProfile; readAt?: Date }): CustomerRow {
  if (!profile || (row.profileAt && row.profileAt > readAt)) return row;
  const { name, avatar, gender, type, unionid } = profile;
  return { ...row, name, grams: gramsOf(name), avatar, gender, type, unionid: unionid ?? row.unionid, profileAt: readAt };
}

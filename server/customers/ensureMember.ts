import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { personOfSignIn } from './identity.rules.ts';
import { joinByUnionid } from './joinByUnionid.ts';
import { joinPeople } from './joinPeople.job.ts';
import { blankCustomer } from './store.ts';

/** Longer than any transaction waits: what another one was writing meanwhile is seen by then. */
const laterMs = 15_000;

export interface SigningIn { openid: string; unionid: string | null }

/** The person who signs in to the mini-program, made if they are new. */
export async function ensureMember({ openid, unionid }: SigningIn, at: Date, tx: Tx): Promise<CustomerRow> {
  const ways = [{ openids: openid }, ...(unionid ? [{ unionid }] : [])];
  const candidates = await Customer.find({ mergedInto: null, $or: ways }).session(tx).lean<CustomerRow[]>();
  const known = personOfSignIn({ openid, unionid }, candidates);
  const person: CustomerRow = known
    ? { ...known, openids: [...new Set([...known.openids, openid])], unionid: known.unionid ?? unionid }
    : blankCustomer({ openids: [openid], unionid, lastAddedAt: at, createdAt: at });
  if (!known) await Customer.create([person], { session: tx });
  else if (!known.openids.includes(openid) || known.unionid !== person.unionid) {
    await Customer.updateOne({ _id: person._id }, { $set: { openids: person.openids, unionid: person.unionid } }, { session: tx });
  }
  const isNews = person.unionid !== null && person.unionid !== known?.unionid;
  if (isNews) await owe(joinPeople, [{ key: `${person._id}:${at.getTime()}`, payload: { customerId: person._id }, dueAt: new Date(at.getTime() + laterMs) }], tx);
  return (await joinByUnionid(person._id, tx)) ?? person;
}

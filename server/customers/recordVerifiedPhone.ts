import { EventLog } from '../platform/event.model.ts';
import { publish } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { phoneIndex, sealPhone } from '../platform/phone.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { phoneMoved, phoneVerified } from './events.ts';
import { joinIfOne } from './joinIfOne.ts';
import { findPerson } from './person.ts';

interface Verified {
  customerId: string;
  phone: string;
  /** Business key of this verification. */
  key: string;
  at: Date;
}

/** The person has proved to have this number: it is theirs from now on, whoever had it. Gives the person, who may be another record's survivor now. */
export async function recordVerifiedPhone({ customerId, phone, key, at }: Verified, tx: Tx): Promise<CustomerRow | undefined> {
  const person = await findPerson(customerId, tx);
  if (!person) return undefined;
  const known = await Customer.findOne({ 'phone.index': phoneIndex(phone) }).session(tx).lean<CustomerRow>();
  const survivorId = known && known._id !== person._id ? await joinOrTake(person, known, key, tx) : person._id;
  const sealed = known?.phone ?? sealPhone(phone);
  await Customer.updateOne({ _id: survivorId }, { $set: { phone: sealed, phoneVerifiedAt: at } }, { session: tx });
  const survivor = await findPerson(survivorId, tx);
  const isFirst = !(await hasVerifiedBefore(survivor ?? person, tx));
  await publish(phoneVerified, { key, payload: { customerId: survivorId, isFirst }, at }, tx);
  return survivor;
}

async function joinOrTake(person: CustomerRow, known: CustomerRow, key: string, tx: Tx): Promise<string> {
  const joined = await joinIfOne(person, known, 'phone', tx);
  if (joined) return joined;
  await Customer.updateOne({ _id: known._id }, { $set: { phone: null, phoneVerifiedAt: null } }, { session: tx });
  await publish(phoneMoved, { key, payload: { customerId: known._id, toCustomerId: person._id } }, tx);
  return person._id;
}

/** The log remembers it, also of a number that has gone to somebody else since. */
const hasVerifiedBefore = async (person: CustomerRow, tx: Tx): Promise<boolean> =>
  (await EventLog.exists({ name: phoneVerified.name, 'subject.customerId': { $in: [person._id, ...person.mergedIds] } }).session(tx)) !== null;

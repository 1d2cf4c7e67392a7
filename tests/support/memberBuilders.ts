import { Customer, type CustomerRow } from '../../server/customers/customer.model.ts';
import { blankCustomer } from '../../server/customers/store.ts';
import { systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { openSession } from '../../server/platform/session.ts';

let count = 0;

export interface SignedInMember { customerId: string; openid: string; bearer: string }

/** A customer signed in to the mini-program. `of`: a record that exists, who opens it for the first time. */
export async function aMember({ of, ...change }: Partial<Omit<CustomerRow, '_id'>> & { of?: CustomerRow } = {}): Promise<SignedInMember> {
  count += 1;
  const openid = `oTest${String(count).padStart(6, '0')}`;
  const row = of ?? blankCustomer({ lastAddedAt: systemTime(), ...change });
  if (of) await Customer.updateOne({ _id: of._id }, { $addToSet: { openids: openid } });
  else await Customer.create({ ...row, openids: [openid] });
  const { token } = await inTransaction((tx) => openSession('customer', openid, 12, 'jest', tx));
  return { customerId: row._id, openid, bearer: token };
}

import type { CustomerActor } from '../platform/actor.ts';
import type { SessionRow } from '../platform/session.ts';
import { Customer, type CustomerRow } from './customer.model.ts';

/** Whoever has the openid now: after a merge the survivor, after an unmerge the restored. */
export async function memberActor({ _id, subjectId: openid, signedInAt }: SessionRow): Promise<CustomerActor | undefined> {
  const row = await Customer.findOne({ openids: openid }, { _id: 1 }).lean<Pick<CustomerRow, '_id'>>();
  return row ? { kind: 'customer', id: row._id, openid, sessionId: _id, signedInAt } : undefined;
}

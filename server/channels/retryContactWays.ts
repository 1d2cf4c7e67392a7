import { newId } from '../platform/chance.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { ContactWay, type ContactWayRow } from './contactWay.model.ts';
import { makeContactWay } from './makeContactWay.job.ts';

/** Asks WeCom once more for those contact ways of these owners that it refused. */
export async function retryContactWays(kind: ContactWayRow['owner']['kind'], ownerIds: readonly string[], tx: Tx): Promise<void> {
  const refused = await ContactWay.find({ 'owner.kind': kind, 'owner.id': { $in: ownerIds }, state: 'failed' }, { _id: 1 }).session(tx).lean<Pick<ContactWayRow, '_id'>[]>();
  if (refused.length === 0) return;
  await ContactWay.updateMany({ _id: { $in: refused.map(({ _id }) => _id) } }, { state: 'syncing', reason: '' }, { session: tx });
  await owe(makeContactWay, refused.map(({ _id }) => ({ key: `${_id}:${newId()}`, payload: { wayId: _id } })), tx);
}

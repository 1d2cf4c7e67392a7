import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { ContactWay, type WayOwner } from './contactWay.model.ts';
import { deleteWay } from './deleteWay.job.ts';

/** An owner's ways lead nobody in any more: WeCom forgets them, we keep their states for callbacks that come late. */
export async function closeContactWays(owner: WayOwner, tx: Tx): Promise<void> {
  const ways = await ContactWay.find({ 'owner.kind': owner.kind, 'owner.id': owner.id, state: { $ne: 'closed' } }, { _id: 1 }).session(tx).lean<{ _id: string }[]>();
  await ContactWay.updateMany({ _id: { $in: ways.map((way) => way._id) } }, { state: 'closed' }, { session: tx });
  await owe(deleteWay, ways.map(({ _id }) => ({ key: _id, payload: { wayId: _id } })), tx);
}

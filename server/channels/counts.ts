import type { Tx } from '../platform/mongo.ts';
import { ChannelAdd } from './channelAdd.model.ts';

interface Counted { _id: { codeId: string; userid: string }; count: number }

/** Adds by code and member; of one business day or of all time. */
export async function countAdds(codeIds: string[], day?: string, tx?: Tx): Promise<Map<string, Map<string, number>>> {
  const counted = await ChannelAdd.aggregate<Counted>([
    { $match: { codeId: { $in: codeIds }, ...(day ? { day } : {}) } },
    { $group: { _id: { codeId: '$codeId', userid: '$userid' }, count: { $sum: 1 } } },
  ]).session(tx ?? null);
  const byCode = new Map(codeIds.map((id) => [id, new Map<string, number>()]));
  for (const { _id, count } of counted) byCode.get(_id.codeId)?.set(_id.userid, count);
  return byCode;
}

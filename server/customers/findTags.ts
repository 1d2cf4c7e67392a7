import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { CorpTag, type CorpTagRow } from './corpTag.model.ts';

/** Names of these tags in the order asked; refuses where one does not exist any more. */
export async function findTags(ids: string[], tx?: Tx): Promise<{ id: string; name: string }[]> {
  const names = await tagNames(ids, tx);
  return ids.map((id) => {
    const name = names.get(id);
    if (name === undefined) throw new AppError('customers.tagNotFound');
    return { id, name };
  });
}

/** Names of those of these tags that exist. */
export async function tagNames(ids: string[], tx?: Tx): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await CorpTag.find({ _id: { $in: [...new Set(ids)] } }, { name: 1 }).session(tx ?? null).lean<Pick<CorpTagRow, '_id' | 'name'>[]>();
  return new Map(rows.map((row) => [row._id, row.name]));
}

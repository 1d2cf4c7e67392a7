import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import type { ChannelCodeRow } from './channelCode.model.ts';
import { syncContactWay } from './syncContactWay.job.ts';

/** WeCom is told of this revision of the code. */
export const oweSync = ({ _id, revision }: Pick<ChannelCodeRow, '_id' | 'revision'>, tx: Tx): Promise<void> =>
  owe(syncContactWay, [{ key: `${_id}:${revision}`, payload: { codeId: _id, revision } }], tx);

import type { Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { ownedCodes } from './codeScope.ts';
import { oweSync } from './oweSync.ts';

/** The code, if it is the actor's to change. */
export async function findOwnedCode(id: string, actor: Actor, tx: Tx): Promise<ChannelCodeRow> {
  const code = await ChannelCode.findOne({ $and: [{ _id: id }, ownedCodes(actor)] }).session(tx).lean<ChannelCodeRow>();
  if (!code) throw new AppError('channels.codeNotFound');
  return code;
}

/** Stores a change. One that ends in `syncing` is a new revision, and WeCom is told. */
export async function changeCode(code: ChannelCodeRow, change: Partial<Omit<ChannelCodeRow, '_id' | 'revision' | 'edition'>>, tx: Tx): Promise<ChannelCodeRow> {
  const isSync = change.state === 'syncing';
  const next = { ...code, ...change, revision: code.revision + (isSync ? 1 : 0), edition: code.edition + 1 };
  await ChannelCode.updateOne({ _id: code._id }, { $set: { ...change, revision: next.revision, edition: next.edition } }, { session: tx });
  if (isSync) await oweSync(next, tx);
  return next;
}

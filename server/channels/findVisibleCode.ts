import type { Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { visibleCodes } from './codeScope.ts';

export async function findVisibleCode(id: string, actor: Actor): Promise<ChannelCodeRow> {
  const code = await ChannelCode.findOne({ $and: [{ _id: id }, visibleCodes(actor)] }).lean<ChannelCodeRow>();
  if (!code) throw new AppError('channels.codeNotFound');
  return code;
}

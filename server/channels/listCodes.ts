import type { QueryFilter } from 'mongoose';
import { listCodes as contract } from '../../shared/channels/channelCode.contract.ts';
import { operation, permitted } from '../platform/operation.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';
import { visibleCodes } from './codeScope.ts';
import { createCode } from './createCode.ts';
import { presentCodes } from './presentCodes.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const listCodes = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ page, pageSize, search, state, userid }, { actor, now }) {
    const asked: QueryFilter<ChannelCodeRow>[] = [
      visibleCodes(actor),
      ...(search ? [{ name: { $regex: escaped(search), $options: 'i' } }] : []),
      ...(state ? [{ state }] : []),
      ...(userid ? [{ 'staff.userid': userid }] : []),
    ];
    const filter = { $and: asked };
    const [rows, total] = await Promise.all([
      ChannelCode.find(filter).sort({ createdAt: -1, _id: -1 }).skip((page - 1) * pageSize).limit(pageSize).lean<ChannelCodeRow[]>(),
      ChannelCode.countDocuments(filter),
    ]);
    return { rows: await presentCodes(rows, actor, now), total, can: permitted(actor, [createCode]) };
  },
});

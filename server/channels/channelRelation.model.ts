import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';
import type { RelationFact } from './adds.rules.ts';

/** What we were told of one customer and one member, in any order; the counted adds are folded from it. */
export interface ChannelRelationRow {
  /** `<externalUserid>:<userid>` */
  _id: string;
  facts: RelationFact[];
}

const schema = new Schema<ChannelRelationRow>({
  _id: { type: String, required: true, personal: 'C1' },
  facts: {
    type: [new Schema<RelationFact>({
      kind: { type: String, required: true, personal: 'none' },
      key: { type: String, required: true, personal: 'none' },
      at: { type: Date, required: true },
      codeId: { type: String, default: null, personal: 'none' },
      welcomed: { type: Boolean, required: true },
    }, { _id: false })],
    required: true,
  },
});

export const ChannelRelation = model<ChannelRelationRow>('ChannelRelation', 'channelRelations', schema);

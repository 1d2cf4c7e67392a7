import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';
import type { Sum } from './cells.rules.ts';

/** One row of the read model. Only `foldFigures` and the rebuild write it, one at a time. */
export interface FigureRow extends Sum {
  /** `<generation>|` and the sum's key. */
  _id: string;
  /** A rebuild makes the next one beside the one that is read. */
  generation: number;
}

const schema = new Schema<FigureRow>({
  _id: { type: String, required: true, personal: 'C1' },
  generation: { type: Number, required: true },
  span: { type: String, required: true, personal: 'none' },
  slice: { type: String, required: true, personal: 'none' },
  parent: { type: String, required: true, personal: 'none' },
  path: { type: String, required: true, personal: 'none' },
  userid: { type: String, default: null, personal: 'C1' },
  figures: { type: Schema.Types.Mixed, required: true, personal: 'C1' },
});
schema.index({ userid: 1, generation: 1, slice: 1, span: 1 }, { partialFilterExpression: { userid: { $gt: '' } } });

export const Figure = model<FigureRow>('Figure', 'figures', schema);

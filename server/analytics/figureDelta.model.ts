import { Schema } from 'mongoose';
import { model } from '../platform/model.ts';
import type { Cell } from './cells.rules.ts';

/**
 * What some facts add, counted but not yet in the sums. Handlers only insert, so that they never wait for each other;
 * reports read the sums and these together, so that nothing is late. Gone once it is in the sums.
 */
export interface FigureDeltaRow {
  _id: string;
  cells: Cell[];
  /** The latest of the facts. */
  factAt: Date | null;
}

const schema = new Schema<FigureDeltaRow>({
  _id: { type: String, required: true, personal: 'none' },
  cells: { type: [{ type: Schema.Types.Mixed, personal: 'C1' }], required: true },
  factAt: { type: Date, default: null },
});

export const FigureDelta = model<FigureDeltaRow>('FigureDelta', 'figureDeltas', schema);

import { z } from 'zod';
import { job } from '../platform/job.ts';
import { nativeOf } from '../platform/model.ts';
import { owe } from '../platform/owed.ts';
import { keyRange } from './expectedSums.ts';
import { Figure } from './figure.model.ts';

const pageSize = 10_000;

/** Takes away a generation that nobody reads any more. */
export const dropFigures = job('analytics.dropFigures', {
  lane: 'bulk',
  payload: z.object({ generation: z.int(), page: z.int() }),
  async run({ generation, page }, { tx }) {
    const rows = await nativeOf(Figure).find({ _id: keyRange(String(generation)) }, { session: tx, projection: { _id: 1 }, limit: pageSize }).toArray();
    await nativeOf(Figure).deleteMany({ _id: { $in: rows.map((row) => row._id) } }, { session: tx });
    if (rows.length === pageSize) await owe(dropFigures, [{ key: `${generation}:${page + 1}`, payload: { generation, page: page + 1 } }], tx);
  },
});

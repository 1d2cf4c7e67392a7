import { z } from 'zod';
import { jobOfMany } from '../platform/job.ts';
import { advanceProgress } from '../platform/progress.ts';

/** What is done of long work, counted together: counted by each piece itself, the pieces would wait for one another and be made anew. */
export const countDone = jobOfMany('referral.countDone', {
  lane: 'event', // behind thousands of contact ways the bar would stand still
  many: 100,
  payload: z.object({ progressId: z.string(), count: z.number(), failed: z.number().default(0) }),
  async runMany(pieces, { tx }) {
    for (const progressId of new Set(pieces.map((piece) => piece.progressId))) {
      const own = pieces.filter((piece) => piece.progressId === progressId);
      await advanceProgress(progressId, sum(own.map(({ count }) => count)), tx, { failed: sum(own.map(({ failed }) => failed)) });
    }
  },
});

const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);

import { z } from 'zod';
import { job } from '../platform/job.ts';
import { settleCredits } from './settleCredits.ts';

export const settlePage = job('performance.settlePage', {
  lane: 'bulk',
  attempts: 12,
  payload: z.object({ settlings: z.array(z.object({ eventId: z.string(), cause: z.string() })) }),
  run: ({ settlings }, { now, tx }) => settleCredits(settlings, now, tx),
});

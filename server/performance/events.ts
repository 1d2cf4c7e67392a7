import { z } from 'zod';
import { touchChannels } from '../../shared/attribution/constants.ts';
import { creditKinds } from '../../shared/performance/constants.ts';
import { event } from '../platform/event.ts';

/** An entry was booked. Key: the entry; it counts at the entry's `at`. Names no subject: bank data is not for every timeline. */
export const credited = event('performance.credited', {
  payload: z.object({
    creditId: z.string(), kind: z.enum(creditKinds), managerUserid: z.string().nullable(), departmentPath: z.string(),
    campaignId: z.string().nullable(), channel: z.enum(touchChannels), count: z.int(), amountFen: z.int(),
  }),
  words: () => '业绩入账',
});

import { z } from 'zod';
import { job } from '../platform/job.ts';
import { joinByUnionid } from './joinByUnionid.ts';

/** A unionid has come to a record that another one may have too: sign-in and WeCom's reading, each in its own transaction, may not have seen each other. */
export const joinPeople = job('customers.joinPeople', {
  lane: 'event',
  payload: z.object({ customerId: z.string() }),
  run: async ({ customerId }, { tx }) => { await joinByUnionid(customerId, tx); },
});

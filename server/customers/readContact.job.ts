import { z } from 'zod';
import { job } from '../platform/job.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { contactReading } from './contactReading.ts';
import { ensureContacts } from './ensureContacts.ts';

/** Reads a contact that could not be read when it was added. */
export const readContact = job('customers.readContact', {
  lane: 'event',
  attempts: 12,
  payload: z.object({ externalUserid: z.string() }),
  prepare: ({ externalUserid }, { now }) => askWecom(() => contactReading(externalUserid, now)),
  run: async (_, { tx, prepared }) => { await ensureContacts(prepared, tx); },
});

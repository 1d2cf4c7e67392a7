import { z } from 'zod';
import { job } from '../platform/job.ts';
import { tellStaff } from './tellStaff.ts';

/** One member's copy of a notice: limits, refusals and repeats are each member's own. Tried for a day, 10 minutes apart at the most. */
export const notifyStaffMember = job('org.notifyStaffMember', {
  lane: 'bulk',
  attempts: 150,
  payload: z.object({ userid: z.string(), text: z.string(), card: z.object({ title: z.string(), path: z.string() }).nullable(), askedAt: z.iso.datetime() }),
  prepare: ({ userid, text, card, askedAt }, attempt) => tellStaff('wecom', { userid, text, card, askedAt: new Date(askedAt), messageId: '', subject: '' }, attempt),
  run: async () => undefined, // the row itself is the record
});

import { onMany } from '../platform/event.ts';
import { owe } from '../platform/owed.ts';
import { externalContactAdded } from '../wecom/events.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { areReadSince } from './areReadSince.ts';
import { contactReading } from './contactReading.ts';
import type { Contact } from './ensureContact.ts';
import { ensureContacts } from './ensureContacts.ts';
import { readContact } from './readContact.job.ts';

/** A slow WeCom holds up no add: the lane is shared. */
const shortMs = 1_500;

/** The relation counts even while WeCom cannot tell more of it; the profile is then read later. */
export const onExternalContactAdded = onMany(externalContactAdded, 'customers.onExternalContactAdded', {
  many: 50,
  prepare: async (facts, { now }) => {
    const known = await areReadSince(facts.map(({ externalUserid, userid, receivedAt }) => ({ externalUserid, userid, since: new Date(receivedAt) })));
    return Promise.all(facts.map(({ externalUserid }, index) => (known[index] ? 'known' : readOrLater(externalUserid, now))));
  },
  runMany: async (facts, { tx, prepared }) => {
    const unread = facts.flatMap((fact, index) => {
      const reading = prepared[index] ?? 'later';
      return reading === 'known' ? [] : [{ fact, reading }];
    });
    if (unread.length === 0) return;
    await ensureContacts(unread.flatMap(({ fact: { externalUserid, userid, state, occurredAt }, reading }): Contact[] => (
      [...(reading === 'later' ? [] : reading), { externalUserid, userid, addedAt: occurredAt, ...(state ? { state } : {}) }]
    )), tx);
    const later = unread.filter(({ reading }) => reading === 'later');
    await owe(readContact, later.map(({ fact: { eventId, externalUserid } }) => ({ key: eventId, payload: { externalUserid } })), tx);
  },
});

async function readOrLater(externalUserid: string, at: Date): Promise<Contact[] | 'later'> {
  try {
    return await contactReading(externalUserid, at, { timeoutMs: shortMs });
  } catch (error) {
    if (error instanceof WecomError) return 'later';
    throw error;
  }
}

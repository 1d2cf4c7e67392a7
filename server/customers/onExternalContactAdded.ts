import { on } from '../platform/event.ts';
import { owe } from '../platform/owed.ts';
import { externalContactAdded } from '../wecom/events.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { contactReading } from './contactReading.ts';
import { ensureContacts } from './ensureContacts.ts';
import { readContact } from './readContact.job.ts';

/** A slow WeCom holds up no add: the lane is shared. */
const shortMs = 1_500;

/** The relation counts even while WeCom cannot tell more of it; the profile is then read later. */
export const onExternalContactAdded = on(externalContactAdded, 'customers.onExternalContactAdded', {
  prepare: async ({ externalUserid }, { now }) => {
    try {
      return { read: true, contacts: await contactReading(externalUserid, now, { timeoutMs: shortMs }) };
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      return { read: false, contacts: [] };
    }
  },
  run: async ({ eventId, externalUserid, userid, state, occurredAt }, { tx, prepared }) => {
    await ensureContacts([...prepared.contacts, { externalUserid, userid, addedAt: occurredAt, ...(state ? { state } : {}) }], tx);
    if (!prepared.read) await owe(readContact, [{ key: eventId, payload: { externalUserid } }], tx);
  },
});

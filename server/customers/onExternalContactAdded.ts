import { on } from '../platform/event.ts';
import { owe } from '../platform/owed.ts';
import { externalContactAdded } from '../wecom/events.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { contactReading } from './contactReading.ts';
import { ensureContacts } from './ensureContacts.ts';
import { isReadSince } from './isReadSince.ts';
import { readContact } from './readContact.job.ts';

/** A slow WeCom holds up no add: the lane is shared. */
const shortMs = 1_500;

/** The relation counts even while WeCom cannot tell more of it; the profile is then read later. */
export const onExternalContactAdded = on(externalContactAdded, 'customers.onExternalContactAdded', {
  prepare: async ({ externalUserid, userid, receivedAt }, { now }) => {
    if (await isReadSince({ externalUserid, userid }, new Date(receivedAt))) return { known: true, read: true, contacts: [] };
    try {
      return { known: false, read: true, contacts: await contactReading(externalUserid, now, { timeoutMs: shortMs }) };
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      return { known: false, read: false, contacts: [] };
    }
  },
  run: async ({ eventId, externalUserid, userid, state, occurredAt }, { tx, prepared }) => {
    if (prepared.known) return;
    await ensureContacts([...prepared.contacts, { externalUserid, userid, addedAt: occurredAt, ...(state ? { state } : {}) }], tx);
    if (!prepared.read) await owe(readContact, [{ key: eventId, payload: { externalUserid } }], tx);
  },
});

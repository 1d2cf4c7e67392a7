import { on } from '../platform/event.ts';
import { externalContactEdited } from '../wecom/events.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { contactReading } from './contactReading.ts';
import { ensureContacts } from './ensureContacts.ts';

/** The callback does not say what has changed, so the contact is read again. */
export const onExternalContactEdited = on(externalContactEdited, 'customers.onExternalContactEdited', {
  prepare: ({ externalUserid }, { now }) => askWecom(() => contactReading(externalUserid, now)),
  run: async (_, { tx, prepared }) => { await ensureContacts(prepared, tx); },
});

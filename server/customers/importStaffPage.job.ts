import { z } from 'zod';
import { publishMany } from '../platform/event.ts';
import { job } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { advanceProgress, endProgress } from '../platform/progress.ts';
import { listContactsByUser } from '../wecom/contacts.ts';
import { askWecom } from '../wecom/askWecom.ts';
import { contactOf } from './contactReading.ts';
import type { Contact } from './ensureContact.ts';
import { ensureContacts } from './ensureContacts.ts';
import { contactImported } from './events.ts';

const Payload = z.object({ progressId: z.string(), userid: z.string(), page: z.int(), cursor: z.string().nullable() });

/** One page of one member's customers; the next one is owed with it, so that a restart goes on where it was. */
export const importStaffPage = job('customers.importStaffPage', {
  lane: 'bulk',
  attempts: 12,
  payload: Payload,
  prepare: async ({ userid, cursor }, { now }) => {
    const { contacts, nextCursor } = await askWecom(() => listContactsByUser([userid], cursor));
    return { nextCursor, contacts: contacts.map((each) => contactOf(each.external_contact, each.follow_info, now)) };
  },
  run: async ({ progressId, userid, page }, { tx, prepared: { contacts, nextCursor } }) => {
    await importContacts(contacts, tx);
    if (nextCursor === null) return advanceProgress(progressId, 1, tx);
    await owe(importStaffPage, [{ key: `${progressId}:${userid}:${page + 1}`, payload: { progressId, userid, page: page + 1, cursor: nextCursor } }], tx);
  },
  giveUp: ({ progressId, userid }, { tx, reason }) => endProgress(progressId, 'failed', `员工 ${userid} 的客户未能读取：${reason}`, tx),
});

/** Tells only of adds that no callback has told of: the others were counted then. */
async function importContacts(contacts: Contact[], tx: Tx): Promise<void> {
  const ensured = await ensureContacts(contacts, tx);
  const facts = ensured.flatMap(({ customerId, isNewAdd, follow }, at) => {
    const contact = contacts[at];
    if (!contact || !isNewAdd) return [];
    const { externalUserid, userid, state = null, addedAt } = contact;
    const payload = { customerId, externalUserid, userid, channelState: state, addedAt: addedAt.toISOString(), lost: follow.state !== 'active' };
    return [{ key: `${externalUserid}:${userid}:${addedAt.getTime() / 1_000}`, payload, at: addedAt }];
  });
  await publishMany(contactImported, facts, tx);
}

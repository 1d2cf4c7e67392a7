import { z } from 'zod';
import { publishMany, type EventKind, type Published } from '../platform/event.ts';
import { jobOfMany } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { Callback, type CallbackRow } from './callback.model.ts';
import { readCallback, type Reading } from './callback.rules.ts';
import { externalContactAdded, externalContactEdited, externalContactRemoved } from './events.ts';

const stateAfter = { contact: 'handled', unknownEvent: 'unknownEvent', unreadable: 'unreadable' } as const;
interface Read { row: CallbackRow; reading: Reading }

/** Turns kept callbacks into facts, each under its callback's id: read twice, it is one fact. */
export const readCallbacks = jobOfMany('wecom.readCallbacks', {
  lane: 'callback',
  many: 5,
  payload: z.object({ callbackIds: z.array(z.string()) }),
  async runMany(payloads, { tx }) {
    const ids = payloads.flatMap((payload) => payload.callbackIds);
    const rows = await Callback.find({ _id: { $in: ids }, state: 'received' }).session(tx).lean<CallbackRow[]>();
    if (rows.length === 0) return;
    const read = rows.map((row): Read => ({ row, reading: readCallback(row) }));
    await publishFacts(read, tx);
    await Callback.bulkWrite(
      read.map(({ row, reading }) => ({ updateOne: { filter: { _id: row._id }, update: { $set: { state: stateAfter[reading.kind] } } } })),
      { session: tx, ordered: false },
    );
  },
});

type PublishedOf<Kind> = Kind extends EventKind<infer Payload> ? Published<Payload> : never;

async function publishFacts(read: Read[], tx: Tx): Promise<void> {
  const added: PublishedOf<typeof externalContactAdded>[] = [];
  const edited: PublishedOf<typeof externalContactEdited>[] = [];
  const removed: PublishedOf<typeof externalContactRemoved>[] = [];
  for (const { row, reading } of read) {
    if (reading.kind !== 'contact') continue;
    const { userid, externalUserid, at, fact } = reading;
    const ids = { callbackId: row._id, userid, externalUserid };
    const published = { key: row._id, at };
    if (fact.kind === 'added') added.push({ ...published, payload: { ...ids, half: fact.half, state: fact.state, welcomeCode: fact.welcomeCode, receivedAt: row.receivedAt.toISOString() } });
    if (fact.kind === 'edited') edited.push({ ...published, payload: { ...ids, state: fact.state } });
    if (fact.kind === 'removed') removed.push({ ...published, payload: { ...ids, by: fact.by, byTransfer: fact.byTransfer } });
  }
  await publishMany(externalContactAdded, added, tx);
  await publishMany(externalContactEdited, edited, tx);
  await publishMany(externalContactRemoved, removed, tx);
}

import { saveChoices as contract } from '../../shared/privacy/choices.contract.ts';
import type { Purpose } from '../../shared/privacy/constants.ts';
import { customerOnly } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { AppError } from '../platform/errors.ts';
import { publishMany } from '../platform/event.ts';
import type { Tx } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { Consent, type ConsentRow } from './consent.model.ts';
import { ConsentState } from './consentState.model.ts';
import { decisionsOf, stateId } from './decisions.ts';
import { consentChanged } from './events.ts';
import { notice } from './notice.ts';
import { NoticeReading } from './noticeReading.model.ts';
import { presentChoices } from './presentChoices.ts';
import { wordingOf } from './purposes.ts';

export const saveChoices = operation(contract, {
  allow: ['customer'],
  async run({ noticeVersion, choices }, { actor, now, tx }) {
    const { id: customerId } = customerOnly(actor);
    if (noticeVersion !== notice.version) throw new AppError('privacy.noticeChanged');
    await NoticeReading.updateOne({ customerId, version: noticeVersion }, { $setOnInsert: { _id: newId(), at: now } }, { upsert: true, session: tx });
    await decide(customerId, choices, now, tx);
    return presentChoices(customerId, tx);
  },
  audit: ({ noticeVersion, choices }) => ({ subject: 'consent', detail: { noticeVersion, choices } }),
});

/** Keeps what differs from the last decision: saved twice it is one decision. */
async function decide(customerId: string, choices: { purpose: Purpose; granted: boolean }[], at: Date, tx: Tx): Promise<void> {
  const known = await decisionsOf(customerId, tx);
  const rows = choices
    .filter(({ purpose, granted }) => known.get(purpose)?.granted !== granted)
    .map(({ purpose, granted }): ConsentRow => ({ _id: newId(), customerId, purpose, granted, noticeVersion: notice.version, wordingVersion: wordingOf(purpose).version, at }));
  if (rows.length === 0) return;
  await Consent.create(rows, { session: tx, ordered: true });
  await ConsentState.bulkWrite(rows.map(({ purpose, granted, wordingVersion }) => (
    { updateOne: { filter: { _id: stateId(customerId, purpose) }, update: { $set: { purpose, granted, wordingVersion, at } }, upsert: true } }
  )), { session: tx });
  await publishMany(consentChanged, rows.map(({ _id, purpose, granted }) => ({ key: _id, payload: { customerId, purpose, granted } })), tx);
}

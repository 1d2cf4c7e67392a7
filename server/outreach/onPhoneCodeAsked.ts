import { phoneCodeSmsId } from '../content/starterContent.ts';
import type { CustomerRow } from '../customers/customer.model.ts';
import { phoneCodeAsked } from '../customers/events.ts';
import { findPerson } from '../customers/person.ts';
import { on } from '../platform/event.ts';
import { send } from './send.ts';

export const onPhoneCodeAsked = on(phoneCodeAsked, 'outreach.onPhoneCodeAsked', {
  lane: 'sms',
  async run({ challengeId, customerId, sealedPhone, occurredAt }, { tx }) {
    const person = await findPerson(customerId, tx);
    await send({
      purpose: 'service', channel: 'sms', audience: { customerId, externalUserid: '', userid: '' }, contentVersionId: phoneCodeSmsId, values: {},
      senderId: '', senderPath: placeOf(person), businessKey: `phoneCode:${challengeId}`, sealedPhone, challengeId, receivedAt: occurredAt,
    }, tx);
  },
});

const headquarters = '/1/';

/** Where the customer belongs: with their manager, else with whoever has added them last. */
function placeOf(person: CustomerRow | undefined): string {
  if (!person) return headquarters;
  const { facts, follows } = person;
  const holder = facts.confirmedHolder ?? facts.holder;
  const [latest] = [...follows].sort((a, b) => (b.addedAt?.getTime() ?? 0) - (a.addedAt?.getTime() ?? 0));
  return holder?.departmentPath ?? latest?.departmentPath ?? headquarters;
}

import { verifyPhoneCode as contract } from '../../shared/customers/member.contract.ts';
import { customerOnly } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { unsealPhone } from '../platform/phone.ts';
import { findPerson } from './person.ts';
import { PhoneChallenge } from './phoneChallenge.model.ts';
import { presentMember } from './presentMember.ts';
import { recordVerifiedPhone } from './recordVerifiedPhone.ts';
import { tryPhoneCode } from './tryPhoneCode.ts';

export const verifyPhoneCode = operation(contract, {
  allow: ['customer'],
  prepare: ({ challengeId, code }, { actor, now }) => tryPhoneCode(challengeId, code, customerOnly(actor).id, now),
  async run({ challengeId }, { actor, now, tx, prepared: { sealedPhone } }) {
    const { id, signedInAt } = customerOnly(actor);
    const { modifiedCount } = await PhoneChallenge.updateOne({ _id: challengeId, usedAt: null }, { $set: { usedAt: now } }, { session: tx });
    const person = modifiedCount === 1 ? await recordVerifiedPhone({ customerId: id, phone: unsealPhone(sealedPhone), key: challengeId, at: now }, tx) : await findPerson(id, tx);
    if (!person) throw new AppError('platform.notSignedIn');
    return presentMember(person, signedInAt);
  },
  audit: ({ challengeId }, { id }) => ({ subject: `customer:${id}`, detail: { challengeId } }),
});

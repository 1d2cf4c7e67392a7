import { phoneCodeLimits } from '../../shared/customers/constants.ts';
import { askPhoneCode as contract } from '../../shared/customers/member.contract.ts';
import { customerOnly } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { requestContext } from '../platform/context.ts';
import { publish } from '../platform/event.ts';
import { operation } from '../platform/operation.ts';
import { phoneIndex, sealPhone } from '../platform/phone.ts';
import { phoneCodeAsked } from './events.ts';
import { PhoneChallenge } from './phoneChallenge.model.ts';
import { limitPhoneCodes } from './limitPhoneCodes.ts';

export const askPhoneCode = operation(contract, {
  allow: ['customer'],
  prepare: ({ phone }, { actor }) => limitPhoneCodes({ phoneIndex: phoneIndex(phone), address: requestContext()?.ip ?? '', openid: customerOnly(actor).openid }),
  async run({ phone }, { actor, now, tx }) {
    const { id: customerId } = customerOnly(actor);
    const challengeId = newId();
    const { sealed, index } = sealPhone(phone);
    const expiresAt = new Date(now.getTime() + phoneCodeLimits.minutes * 60_000);
    await PhoneChallenge.create([{ _id: challengeId, phoneIndex: index, sealedPhone: sealed, customerId, expiresAt, tries: 0, usedAt: null }], { session: tx });
    await publish(phoneCodeAsked, { key: challengeId, payload: { challengeId, customerId, sealedPhone: sealed } }, tx);
    const resendAt = new Date(now.getTime() + phoneCodeLimits.resendSeconds * 1_000);
    return { challengeId, expiresAt: expiresAt.toISOString(), resendAt: resendAt.toISOString() };
  },
  audit: (_input, { challengeId }) => ({ subject: `phoneChallenge:${challengeId}` }),
});

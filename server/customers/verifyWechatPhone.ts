import { verifyWechatPhone as contract } from '../../shared/customers/member.contract.ts';
import { customerOnly } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { normalPhone } from '../platform/phone.ts';
import { readPhoneNumber } from '../wecom/miniProgram.ts';
import { limitWechatPhones } from './limitPhoneCodes.ts';
import { presentMember } from './presentMember.ts';
import { recordVerifiedPhone } from './recordVerifiedPhone.ts';
import { refusalOf } from './refusalOf.ts';

export const verifyWechatPhone = operation(contract, {
  allow: ['customer'],
  async prepare({ code }, { actor }) {
    const { openid } = customerOnly(actor);
    await limitWechatPhones(openid);
    const given = await readPhoneNumber(code, openid).catch((error: unknown) => { throw refusalOf(error, 'customers.phoneCodeInvalid'); });
    const phone = normalPhone(given);
    if (phone === '') throw new AppError('customers.phoneCodeInvalid');
    return { phone, key: newId() };
  },
  async run(_input, { actor, now, tx, prepared }) {
    const { id, signedInAt } = customerOnly(actor);
    const person = await recordVerifiedPhone({ customerId: id, ...prepared, at: now }, tx);
    if (!person) throw new AppError('platform.notSignedIn');
    return presentMember(person, signedInAt);
  },
  audit: (_input, { id }) => ({ subject: `customer:${id}` }),
});

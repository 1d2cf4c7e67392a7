import { signIn as contract } from '../../shared/customers/member.contract.ts';
import { config } from '../platform/config.ts';
import { requestContext } from '../platform/context.ts';
import { operation } from '../platform/operation.ts';
import { rateLimit } from '../platform/rateLimit.ts';
import { openSession } from '../platform/session.ts';
import { exchangeLoginCode } from '../wecom/miniProgram.ts';
import { ensureMember } from './ensureMember.ts';
import { presentMember } from './presentMember.ts';
import { refusalOf } from './refusalOf.ts';

/** Per address: a mobile network puts many customers behind one. */
const perAddress = rateLimit('memberSignIn', { points: 120, seconds: 60 });

export const signIn = operation(contract, {
  allow: 'public',
  async prepare({ code }) {
    await perAddress(requestContext()?.ip ?? '');
    return exchangeLoginCode(code).catch((error: unknown) => { throw refusalOf(error, 'customers.loginCodeInvalid'); });
  },
  async run(_input, { now, tx, prepared }) {
    const person = await ensureMember(prepared, now, tx);
    const hours = config.MEMBER_SESSION_DAYS * 24;
    const { token, expiresAt } = await openSession('customer', prepared.openid, hours, requestContext()?.userAgent ?? '', tx);
    const signedInAt = new Date(expiresAt.getTime() - hours * 3_600_000);
    return { token, expiresAt: expiresAt.toISOString(), member: presentMember(person, signedInAt) };
  },
  audit: (_input, { member }) => ({ subject: `customer:${member.id}` }),
});

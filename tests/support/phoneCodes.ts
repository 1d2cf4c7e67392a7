import { Customer } from '../../server/customers/customer.model.ts';
import { phoneCodeOf } from '../../server/customers/phoneCode.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { unsealPhone } from '../../server/platform/phone.ts';
import { redis } from '../../server/platform/redis.ts';
import { post } from './harness.ts';

let numbers = 0;
/** A number that no other test uses. */
export const aPhone = () => `134${String((numbers += 1)).padStart(8, '0')}`;
export const verify = (input: unknown, bearer?: string) => post('customers.verifyPhoneCode', input, bearer ? { bearer } : {});

/** Asks for a code, as if a minute had passed since the last one. */
export async function asked(bearer: string, phone: string): Promise<{ challengeId: string; code: string }> {
  const keys = await redis().keys('guanhu:limit:phoneCodeResend:*');
  if (keys.length > 0) await redis().del(keys);
  const { body } = await post('customers.askPhoneCode', { phone }, { bearer });
  return { challengeId: body.challengeId, code: phoneCodeOf(body.challengeId) };
}

export async function phoneNow(id: string): Promise<string | null> {
  const row = await Customer.findById(id).lean();
  return row?.phone ? unsealPhone(row.phone) : null;
}

/** Whether each verification that the log tells of was the person's first. */
export const verifiedFacts = async (customerId: string) =>
  (await EventLog.find({ name: 'customers.phoneVerified', 'subject.customerId': customerId }).sort({ recordedAt: 1, _id: 1 }).lean()).map((each) => (each.payload as { isFirst: boolean }).isFirst);
